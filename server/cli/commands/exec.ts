import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf, wholeNumber } from './options.ts'

/** Longest that a command may take, in seconds: a day. */
const MOST_SECONDS = 86_400

/** `homeport exec SESSION|FOLDER -- COMMAND…`. */
export function addExecCommand(program: CommandUnknownOpts): void {
  commandOf(program, 'exec')
    .description('run one command in the folder of a session of yours, as it would run there, and exit as it does')
    .argument('<session>', 'the id of a session, or the folder of one')
    .argument('<command...>', 'the command with its arguments, after --')
    .option('--cwd <dir>', "a folder below the session's")
    .option('--env <name=value>', 'a variable that it sees; may be given several times', collected, [])
    .option('--timeout <seconds>', 'end it with all that it started after so long (default: a day)', (text) =>
      wholeNumber(text, { from: 1, to: MOST_SECONDS }),
    )
    .option('--shell', "the command is one line for the system's shell")
    .action(async (session, command, flags) => {
      const { execInSession } = await import('../actions/exec.ts')
      process.exitCode = await execInSession(session, command, flags)
    })
}

function collected(one: string, others: readonly string[]): string[] {
  return [...others, one]
}
