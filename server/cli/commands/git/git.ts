import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { addAuto } from './auto.ts'
import { addBranches } from './branches.ts'
import { addRemote } from './remote.ts'
import { addWork } from './work.ts'

/** `homeport git … SESSION|FOLDER`: as the page does it, with what is protected and what is asked first. */
export function addGitCommands(program: CommandUnknownOpts): void {
  const git = program.command('git').description('the repository of a session of yours, as the page has it')
  addWork(git)
  addBranches(git)
  addRemote(git)
  addAuto(git)
}
