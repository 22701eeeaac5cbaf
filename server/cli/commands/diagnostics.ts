import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf } from './options.ts'

/** `homeport diagnostics [--out FILE]`. */
export function addDiagnosticsCommand(program: CommandUnknownOpts): void {
  commandOf(program, 'diagnostics')
    .description('write a file that helps to find out what is wrong; it holds no secrets')
    .option('--out <file>', 'where to (default: homeport-diagnostics-TIME.json here)')
    .action(async (flags) => {
      const { writeDiagnostics } = await import('../actions/diagnostics.ts')
      await writeDiagnostics(flags)
    })
}
