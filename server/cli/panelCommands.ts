import type { Command } from 'commander'
import type { CommonFlags } from './askServer.ts'
import type { DiagnosticsFlags } from './diagnostics.ts'

/** `homeport settings [list] · set KEY VALUE · unset KEY`. */
export function addSettingsCommands(program: Command, withDataDir: (command: Command) => Command): void {
  const settings = program.command('settings').description('what can be set: read it, change it')
  const json = (command: Command) => withDataDir(command).option('--json', 'the answer as JSON')

  json(settings.command('list', { isDefault: true }))
    .description('every setting, its value, who said it, and when a change takes effect')
    .action(async (flags: CommonFlags) => {
      const { printSettings } = await import('./settings.ts')
      await printSettings(flags)
    })

  json(settings.command('set'))
    .description('change one, in settings.yaml and in the running server')
    .argument('<key>', 'like limits.requests_per_minute')
    .argument('<value>', 'entries of a list have commas between them')
    .action(async (key: string, value: string, flags: CommonFlags) => {
      const { changeSetting } = await import('./settings.ts')
      await changeSetting(key, value, flags)
    })

  json(settings.command('unset'))
    .description('take one out of settings.yaml: its default holds')
    .argument('<key>', 'like limits.requests_per_minute')
    .action(async (key: string, flags: CommonFlags) => {
      const { changeSetting } = await import('./settings.ts')
      await changeSetting(key, null, flags)
    })
}

/** `homeport diagnostics [--out FILE]`. */
export function addDiagnosticsCommand(program: Command, withDataDir: (command: Command) => Command): void {
  withDataDir(program.command('diagnostics'))
    .description('write a file that helps to find out what is wrong; it holds no secrets')
    .option('--out <file>', 'where to (default: homeport-diagnostics-TIME.json here)')
    .action(async (flags: DiagnosticsFlags) => {
      const { writeDiagnostics } = await import('./diagnostics.ts')
      await writeDiagnostics(flags)
    })
}

/** `homeport sessions [list] · stop ID · end ID`. */
export function addSessionCommands(program: Command, withDataDir: (command: Command) => Command): void {
  const sessions = program.command('sessions').description('sessions of other people: list them, stop or end one')
  const json = (command: Command) => withDataDir(command).option('--json', 'the answer as JSON')

  json(sessions.command('list', { isDefault: true }))
    .description('which there are, of whom, and how they stand; not what was said in them')
    .action(async (flags: CommonFlags) => {
      const { listMemberSessions } = await import('./sessions.ts')
      await listMemberSessions(flags)
    })

  const controls = { stop: 'suspend one: its person resumes it, if they may', end: 'end one for good' } as const
  for (const action of ['stop', 'end'] as const) {
    json(sessions.command(action))
      .description(controls[action])
      .argument('<id>', 'as the list shows it')
      .action(async (id: string, flags: CommonFlags) => {
        const { controlMemberSession } = await import('./sessions.ts')
        await controlMemberSession(action, id, flags)
      })
  }
}
