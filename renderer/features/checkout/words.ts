import { plural } from '#renderer/format/plural.ts'

// CheckoutSection.tsx
export const clone = 'Clone'
export const worktree = 'Worktree'
export const beingMade = 'It is being made.'
export const folderRemoved = 'Its folder was removed.'
export const from = 'from'
export const of = 'of'
export const removeIt = 'Remove…'
export const mergeOrRemove = 'Merge or remove…'
export const onlyHere = (what: string) => `Only here: ${what}`
export const allIsElsewhere = 'All that is here is somewhere else, too.'
export const ahead = (commits: number, base: string) =>
  `${plural(commits, { one: '# commit', other: '# commits' })} that ${base} does not have.`
export const theBase = 'the base'
export const keptUntil = 'Kept until somebody removes it.'

// EndCheckoutDialog.tsx
export const endWithClone = 'End the session and its clone?'
export const endWithWorktree = 'End the session and its worktree?'
export const whatStays = 'The session ends. Its conversation stays, and so does every branch with commits.'
export const commitItFirst = 'Commit it first, or keep the folder.'
export const cancel = 'Cancel'
export const ending = 'Ending…'
export const saveWork = 'Keep what is not committed as a commit outside of every branch'
export const doneAndSaved = (ref: string) => `Removed. What was not committed is ${ref}.`
export const endBy = { merge: 'Merge and end', keep: 'Keep and end', remove: 'Remove and end' } as const
export const done = {
  merge: 'Merged.',
  keep: 'The session has ended; its folder stays.',
  remove: 'Removed.',
} as const

// HowToEnd.tsx
export const whatBecomesOfIt = 'What becomes of it'
export const mergeInto = (branch: string) => `Merge into ${branch}`
export const itsBase = 'its base'
export const folderAndBranchGo = 'Then its folder and its branch go.'
export const keepIt = 'Keep it'
export const folderStays = 'The folder stays until somebody removes it.'
export const removeTheFolder = 'Remove it'
export const pushedStays = 'What was pushed stays there.'
export const branchStays = 'A branch with commits of its own stays.'
