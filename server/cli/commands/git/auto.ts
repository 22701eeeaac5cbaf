import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf, wholeNumber } from '../options.ts'

const MOST_POINTS = 500

/** `homeport git auto status · on · off · now · points · restore`. */
export function addAuto(git: CommandUnknownOpts): void {
  const auto = git.command('auto').description('commits that Homeport makes by itself in the repository of a session')
  addRules(auto)
  jsonCommandOf(auto, 'now')
    .description('commit what changed now, as the choices of the project say')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => {
      process.exitCode = await (await import('../../actions/gitAuto.ts')).commitNow(session, flags)
    })
  jsonCommandOf(auto, 'points')
    .description('what was committed by itself, the newest first')
    .argument('<session>', 'the id of a session, or the folder of one')
    .option('--limit <number>', 'so many (default: 20)', (text) => wholeNumber(text, { from: 1, to: MOST_POINTS }))
    .action(async (session, flags) => (await import('../../actions/gitAuto.ts')).pointsOf(session, flags))
  jsonCommandOf(auto, 'restore')
    .description('make a branch at a point; the folder stays as it is')
    .argument('<session>', 'the id of a session, or the folder of one')
    .requiredOption('--commit <id>', 'as points lists it')
    .requiredOption('--branch <name>', 'of the new branch')
    .option('--worktree', 'and start a session in a worktree of that branch')
    .action(async (session, flags) => (await import('../../actions/gitAuto.ts')).restoreTo(session, flags))
}

function addRules(auto: CommandUnknownOpts): void {
  jsonCommandOf(auto, 'status')
    .description('whether it is on, and how it went last')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => (await import('../../actions/gitAuto.ts')).statusOf(session, flags))
  jsonCommandOf(auto, 'on')
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
    .action(async (session, flags) => (await import('../../actions/gitAuto.ts')).turnOn(session, flags))
  jsonCommandOf(auto, 'off')
    .description('commit nothing by itself; what was committed stays')
    .argument('<session>', 'the id of a session, or the folder of one')
    .action(async (session, flags) => (await import('../../actions/gitAuto.ts')).turnOff(session, flags))
}
