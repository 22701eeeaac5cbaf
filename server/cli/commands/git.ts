import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { commandOf, wholeNumber } from './options.ts'

const MOST_COMMITS = 200

/** `homeport git status|commit|continue|abort|fetch|pull|push|log SESSION|FOLDER`: as the page does it, with what is protected and what is asked first. */
export function addGitCommands(program: CommandUnknownOpts): void {
  const git = program.command('git').description('the repository of a session of yours, as the page has it')
  addWork(git)
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
  addAuto(git)
}

const MOST_POINTS = 500

function addAuto(git: CommandUnknownOpts): void {
  const auto = git.command('auto').description('commits that Homeport makes by itself in the repository of a session')
  commandOf(auto, 'status')
    .description('whether it is on, and how it went last')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => (await import('../actions/gitAuto.ts')).statusOf(session, flags))
  commandOf(auto, 'on')
    .description('commit by itself when a turn has ended and when nobody has changed anything for a while')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--quiet <seconds>', 'after so long without a change; 0: not by time', (text) =>
      wholeNumber(text, { from: 0, to: 3600 }),
    )
    .option('--files <number>', 'as soon as so many files have changed; 0: not by number', (text) =>
      wholeNumber(text, { from: 0, to: 1000 }),
    )
    .option('--target <where>', 'side: beside every branch; branch: onto the one that is checked out')
    .option('--push', 'push the branch after it')
    .option('--run-programs <id>', 'agree to the programs that the repository names, as git push lists them')
    .action(async (session, flags) => (await import('../actions/gitAuto.ts')).turnOn(session, flags))
  commandOf(auto, 'off')
    .description('commit nothing by itself; what was committed stays')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => (await import('../actions/gitAuto.ts')).turnOff(session, flags))
  commandOf(auto, 'now')
    .description('commit what changed now, as the choices of the project say')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../actions/gitAuto.ts')).commitNow(session, flags)
    })
  commandOf(auto, 'points')
    .description('what was committed by itself, the newest first')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--limit <number>', 'so many (default: 20)', (text) => wholeNumber(text, { from: 1, to: MOST_POINTS }))
    .action(async (session, flags) => (await import('../actions/gitAuto.ts')).pointsOf(session, flags))
  commandOf(auto, 'restore')
    .description('make a branch at a point; the folder stays as it is')
    .argument('<session>', 'the id of a session, or the folder of one')
    .requiredOption('--commit <id>', 'as points lists it')
    .requiredOption('--branch <name>', 'of the new branch')
    .action(async (session, flags) => (await import('../actions/gitAuto.ts')).restoreTo(session, flags))
}

function addWork(git: CommandUnknownOpts): void {
  commandOf(git, 'status')
    .description('what is not committed, and what waits to be finished; ends with 1 where files are in conflict')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../actions/gitWork.ts')).statusOf(session, flags)
    })
  commandOf(git, 'commit')
    .description('commit what is staged, as the repository is configured')
    .argument('<session>', 'the id of a session, or the folder of one')
    .requiredOption('-m, --message <text>', 'what the commit says')
    .option('--all', 'everything that changed in the folder')
    .option('--amend', 'in the place of the last commit')
    .option('--sign-off', 'with a Signed-off-by line')
    .action(async (session, flags) => (await import('../actions/gitWork.ts')).commitOf(session, flags))
  commandOf(git, 'continue')
    .description('go on with what is under way, its conflicts resolved')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../actions/gitWork.ts')).continueIn(session, flags)
    })
  commandOf(git, 'abort')
    .description('give up what is under way')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => (await import('../actions/gitWork.ts')).abortIn(session, flags))
}
