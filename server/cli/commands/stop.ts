import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf } from './options.ts'

/** `homeport stop`. */
export function addStopCommand(program: CommandUnknownOpts): void {
  commandOf(program, 'stop')
    .description('stop Homeport; sessions are suspended and can be resumed')
    .option('--keep-sessions', 'let Claude Code go on working in the session host')
    .option('--demo', 'the one started with --demo')
    .action(async (flags) => {
      const { stop } = await import('../actions/stop.ts')
      await stop(flags)
    })
}
