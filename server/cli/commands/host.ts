import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf } from './options.ts'

/** `homeport host`. */
export function addHostCommand(program: CommandUnknownOpts): void {
  commandOf(program, 'host')
    .description('run only the session host, in the foreground')
    .option('--demo', 'with the built-in stand-in of the Anthropic API')
    .action(async (flags) => {
      const { host } = await import('../actions/host.ts')
      process.exitCode = await host(flags)
    })
}
