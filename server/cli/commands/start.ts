import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { serveCommandOf } from './options.ts'

/** `homeport start` and `homeport serve`. */
export function addStartCommands(program: CommandUnknownOpts): void {
  startCommandOf(program, 'start')
    .description('start Homeport (or say where it runs) and open its window')
    .option('--headless', 'open no window')
    .action(async (flags) => {
      const { start } = await import('../actions/start.ts')
      process.exitCode = await start(flags)
    })

  startCommandOf(program, 'serve')
    .description('the same as start --headless')
    .action(async (flags) => {
      const { start } = await import('../actions/start.ts')
      process.exitCode = await start({ ...flags, headless: true })
    })
}

function startCommandOf(program: CommandUnknownOpts, name: string) {
  return serveCommandOf(program, name)
    .option('--demo', 'try everything without a token: a built-in stand-in of the Anthropic API answers')
    .option('--json', 'print one line of JSON on stdout when ready')
}
