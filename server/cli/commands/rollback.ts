import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport rollback`. */
export function addRollbackCommand(program: CommandUnknownOpts): void {
  jsonCommandOf(program, 'rollback')
    .description('go back to the copies of the databases from before an update; Homeport must be stopped')
    .option('--list', 'only say which copies there are')
    .option('--to <copy>', 'this copy, instead of the newest one that this version can read')
    .option('--yes', 'do it; without it only what would be lost is said')
    .action(async (flags) => {
      const { rollback } = await import('../actions/rollback.ts')
      process.stdout.write(rollback(flags))
    })
}
