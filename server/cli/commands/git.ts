import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf, wholeNumber } from './options.ts'

const MOST_COMMITS = 200

/** `homeport git fetch|pull|push|log SESSION|FOLDER`: as the page does it, with what is protected and what is asked first. */
export function addGitCommands(program: CommandUnknownOpts): void {
  const git = program.command('git').description('the repository of a session of yours, as the page has it')
  commandOf(git, 'fetch')
    .description('ask the remote for what is new')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--remote <name>', 'another remote than that of the branch')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as they were listed')
    .action(async (session, flags) => (await import('../actions/git.ts')).fetchOf(session, flags))
  commandOf(git, 'pull')
    .description('bring what the remote has into the branch, as the repository is configured')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--how <way>', 'merge, rebase or fast_forward')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as they were listed')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../actions/git.ts')).pullOf(session, flags)
    })
  commandOf(git, 'push')
    .description('push the branch, and say where a pull request is made')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--to <branch>', 'onto a branch of another name')
    .option('--remote <name>', 'another remote than that of the branch')
    .option('--force', 'in place of what is there, if that is what was last seen of it')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as they were listed')
    .action(async (session, flags) => (await import('../actions/git.ts')).pushOf(session, flags))
  commandOf(git, 'log')
    .description('the commits of the branch, the newest first')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--all', 'of all branches')
    .option('--limit <number>', 'so many (default: 20)', (text) => wholeNumber(text, { from: 1, to: MOST_COMMITS }))
    .action(async (session, flags) => (await import('../actions/git.ts')).logOf(session, flags))
}
