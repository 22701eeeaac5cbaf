import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport sessions [list] · stop ID · end ID`. */
export function addSessionCommands(program: CommandUnknownOpts): void {
  const sessions = program.command('sessions').description('sessions of other people: list them, stop or end one')

  jsonCommandOf(sessions, 'list', { isDefault: true })
    .description('which there are, of whom, and how they stand; not what was said in them')
    .action(async (flags) => {
      const { listMemberSessions } = await import('../actions/sessions.ts')
      await listMemberSessions(flags)
    })

  const controls = { stop: 'suspend one: its person resumes it, if they may', end: 'end one for good' } as const
  for (const action of ['stop', 'end'] as const) {
    jsonCommandOf(sessions, action)
      .description(controls[action])
      .argument('<id>', 'as the list shows it')
      .action(async (id, flags) => {
        const { controlMemberSession } = await import('../actions/sessions.ts')
        await controlMemberSession(action, id, flags)
      })
  }
}
