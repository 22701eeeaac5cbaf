import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf } from './options.ts'

/** `homeport renew`. */
export function addRenewCommand(program: CommandUnknownOpts): void {
  commandOf(program, 'renew')
    .description('after an update: move the sessions to a host of this version, when no turn runs')
    .option('--interrupt', 'also when turns run; they are cut')
    .option('--json', 'the answer as JSON')
    .action(async (flags) => {
      const { renewHost } = await import('../actions/renew.ts')
      await renewHost(flags)
    })
}
