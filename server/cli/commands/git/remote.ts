import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from '../options.ts'

/** `homeport git fetch · pull · push · pr`. */
export function addRemote(git: CommandUnknownOpts): void {
  jsonCommandOf(git, 'fetch')
    .description('ask the remote for what is new')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--remote <name>', 'another remote than that of the branch')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as they were listed')
    .action(async (session, flags) => (await import('../../actions/git.ts')).fetchOf(session, flags))
  jsonCommandOf(git, 'pull')
    .description('bring what the remote has into the branch, as the repository is configured')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--how <way>', 'merge, rebase or fast_forward')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as they were listed')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../../actions/git.ts')).pullOf(session, flags)
    })
  jsonCommandOf(git, 'push')
    .description('push the branch, and say where a pull request is made')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--to <branch>', 'onto a branch of another name')
    .option('--remote <name>', 'another remote than that of the branch')
    .option('--force', 'in place of what is there, if that is what was last seen of it')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as they were listed')
    .action(async (session, flags) => (await import('../../actions/git.ts')).pushOf(session, flags))
  jsonCommandOf(git, 'pr')
    .description('the pull request of the branch at GitHub with its checks; with --title, make one')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--title <text>', 'make one, called so')
    .option('--body <text>', 'what it says')
    .option('--base <branch>', 'onto which it goes; else the one that the repository names')
    .option('--head <branch>', 'another branch that was pushed there')
    .option('--draft', 'as a draft')
    .option('--own', 'into the fork itself, in place of what it comes from')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../../actions/gitPullRequest.ts')).pullRequestOf(session, flags)
    })
}
