import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf, wholeNumber } from '../options.ts'

const MOST_COMMITS = 200

/** `homeport git branches · switch · log`. */
export function addBranches(git: CommandUnknownOpts): void {
  jsonCommandOf(git, 'branches')
    .description('branches, those here and those of remotes, the newest first')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--search <text>', 'those whose name has it')
    .action(async (session, flags) => (await import('../../actions/gitChange.ts')).branchesOf(session, flags))
  jsonCommandOf(git, 'switch')
    .description('switch to a branch')
    .argument('<session>', 'the id of a session, or the folder of one')
    .argument('<branch>', 'its name')
    .option('--create', 'make it first')
    .option('--from <revision>', 'with --create: from there in place of the last commit')
    .option('--stash', 'put changes that are in the way aside')
    .action(async (session, branch, flags) =>
      (await import('../../actions/gitChange.ts')).switchIn(session, { ...flags, branch }),
    )
  jsonCommandOf(git, 'log')
    .description('the commits of the branch, the newest first')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--all', 'of all branches')
    .option('--limit <number>', 'so many (default: 20)', (text) => wholeNumber(text, { from: 1, to: MOST_COMMITS }))
    .action(async (session, flags) => (await import('../../actions/git.ts')).logOf(session, flags))
}
