import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport confirm`. */
export function addConfirmCommand(program: CommandUnknownOpts): void {
  jsonCommandOf(program, 'confirm')
    .description('list the devices that wait for a yes to their first terminal, or answer one of them')
    .argument('[id]', 'which one; none: they are listed')
    .option('--deny', 'refuse it instead')
    .action(async (id, flags) => {
      const { confirmTerminal } = await import('../actions/confirm.ts')
      process.stdout.write(await confirmTerminal(id, flags))
    })
}
