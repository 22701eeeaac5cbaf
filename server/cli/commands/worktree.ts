import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf, wholeNumber } from './options.ts'

/** `homeport worktree new · clone · setup · state · end`. */
export function addWorktreeCommands(program: CommandUnknownOpts): void {
  const worktree = program.command('worktree').description('sessions of yours with a worktree or a clone of their own')

  jsonCommandOf(worktree, 'new')
    .description('start a session in a new worktree of a repository')
    .argument('<folder>', 'a folder of the repository')
    .option('--branch <name>', 'a new branch, or one that is there; proposed from --name unless named')
    .option('--base <revision>', 'where a new branch begins; what is checked out there unless named')
    .option('--name <name>', 'what the session is called')
    .option('--setup <fingerprint>', 'run the set-up of the project first, as "homeport worktree setup" shows it')
    .action(async (folder, flags) => {
      const { startInWorktree } = await import('../actions/worktree.ts')
      await startInWorktree(folder, flags)
    })

  jsonCommandOf(worktree, 'clone')
    .description('start a session in a clone, among the folders that Homeport keeps')
    .argument('<address>', 'https://…, ssh://… or git@host:path')
    .option('--branch <name>', 'the one that is checked out')
    .option('--depth <commits>', 'so many commits alone', (text) => wholeNumber(text, { from: 1, to: 1_000_000 }))
    .option('--submodules', 'with those of the repository')
    .option('--setup <fingerprint>', 'run the set-up of the project first, as "homeport worktree setup" shows it')
    .action(async (address, flags) => {
      const { startInClone } = await import('../actions/worktree.ts')
      await startInClone(address, flags)
    })

  jsonCommandOf(worktree, 'setup')
    .description('show what is done in new checkouts of a project, or say it')
    .argument('<project>', 'a folder of its repository, or its address')
    .option('--copy <path...>', 'files and folders that Git ignores, copied into each')
    .option('--command <line>', 'what is run in each before Claude Code starts')
    .action(async (project, flags) => {
      const { projectSetup } = await import('../actions/worktree.ts')
      await projectSetup(project, flags)
    })

  jsonCommandOf(worktree, 'state')
    .description('what is only in the worktree or clone of a session, and whether it can be merged')
    .argument('<session>', 'its id')
    .action(async (session, flags) => {
      const { worktreeState } = await import('../actions/worktree.ts')
      await worktreeState(session, flags)
    })

  const ends = {
    merge: 'end a session, merge its worktree into the branch that it began at, and remove it',
    keep: 'end a session; its worktree or clone stays until it is removed by hand',
    remove: 'end a session and remove its worktree or clone, unless it has work that is nowhere else',
  } as const
  for (const how of ['merge', 'keep', 'remove'] as const) {
    jsonCommandOf(worktree, how)
      .description(ends[how])
      .argument('<session>', 'its id')
      .option('--save-work', 'keep what is not committed as a commit of the repository first')
      .action(async (session, flags) => {
        const { endWorktree } = await import('../actions/worktree.ts')
        await endWorktree(how, session, flags)
      })
  }
}
