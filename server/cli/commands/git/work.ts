import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from '../options.ts'

/** `homeport git status · stage · unstage · commit · stash · continue · abort`. */
export function addWork(git: CommandUnknownOpts): void {
  jsonCommandOf(git, 'status')
    .description('what is not committed, and what waits to be finished; ends with 1 where files are in conflict')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../../actions/gitWork.ts')).statusOf(session, flags)
    })
  addStaging(git)
  jsonCommandOf(git, 'commit')
    .description('commit what is staged, as the repository is configured')
    .argument('<session>', 'the id of a session, or the folder of one')
    .requiredOption('-m, --message <text>', 'what the commit says')
    .option('--all', 'everything that changed in the folder')
    .option('--amend', 'in the place of the last commit')
    .option('--sign-off', 'with a Signed-off-by line')
    .action(async (session, flags) => (await import('../../actions/gitWork.ts')).commitOf(session, flags))
  jsonCommandOf(git, 'continue')
    .description('go on with what is under way, its conflicts resolved')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../../actions/gitWork.ts')).continueIn(session, flags)
    })
  jsonCommandOf(git, 'abort')
    .description('give up what is under way')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => (await import('../../actions/gitWork.ts')).abortIn(session, flags))
}

function addStaging(git: CommandUnknownOpts): void {
  jsonCommandOf(git, 'stage')
    .description('stage files as the folder has them')
    .argument('<session>', 'the id of a session, or the folder of one')
    .argument('[paths...]', 'as status names them, from the folder of the session')
    .option('--all', 'everything that changed in the folder')
    .action(async (session, paths, flags) =>
      (await import('../../actions/gitChange.ts')).stageIn(session, { ...flags, paths }),
    )
  jsonCommandOf(git, 'unstage')
    .description('make the index have files as the last commit has them; the folder stays as it is')
    .argument('<session>', 'the id of a session, or the folder of one')
    .argument('[paths...]', 'as status names them, from the folder of the session')
    .option('--all', 'everything that is staged')
    .action(async (session, paths, flags) =>
      (await import('../../actions/gitChange.ts')).unstageIn(session, { ...flags, paths }),
    )
  jsonCommandOf(git, 'stash')
    .description('put all changes aside, list what was put aside, or bring it back')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('-m, --message <text>', 'what it is called in the list')
    .option('--list', 'what was put aside, the newest first')
    .option('--apply <id>', 'bring that back; ends with 1 where files are in conflict')
    .option('--drop', 'with --apply: it leaves the list where nothing is in conflict')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../../actions/gitChange.ts')).stashIn(session, flags)
    })
}
