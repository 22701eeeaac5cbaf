import { plural } from '#renderer/format/plural.ts'
import type { ReactNode } from 'react'
import { sentence } from '#renderer/format/sentence.ts'

// AutoCommit.tsx
export const readingAutoCommit = 'Reading how this project is committed…'
export const commitByItself = 'Auto-commit'
export const allThatChangesIn = (project: ReactNode) =>
  sentence`Commits what changes in ${project} by itself. Never half-written files or secrets, never during a merge or rebase.`
export const commitNow = 'Commit now'
export const lastLook = 'Last:'
export const pushStopped = 'Push stopped.'
export const pushWaits = 'Push is tried again.'
export const notPushedYet = 'Not pushed yet.'
export const pushNow = 'Push now'

// AutoRules.tsx
export const choicesOfAutoCommit = 'When, where to, and what not'
export const whenATurnEnds = 'When a turn of Claude’s ends'
export const whenNothingChangedFor = 'When nothing changed for'
export const whenSoManyFilesChanged = 'When so many files changed'
export const notByTime = 'Not by time'
export const notByNumber = 'Not by number'
export const duration = (seconds: number) =>
  seconds < 60 || seconds % 60 !== 0
    ? plural(seconds, { one: '# second', other: '# seconds' })
    : plural(seconds / 60, { one: '# minute', other: '# minutes' })
export const files = (count: number) => plural(count, { one: '# file', other: '# files' })
export const whereTo = 'Where to'
export const besideTheBranch = 'Beside the branch'
export const ontoTheBranch = 'Onto the branch'
export const sideMeans = 'Under refs/homeport/auto. Your branch, index and stash stay as they are.'
export const branchMeans = 'What you staged is left to you. Protected branches are left alone.'
export const pushAfterwards = 'Push it afterwards'
export const neverCommitted = 'Never committed'
export const asInGitignore = 'One a line, as in .gitignore. What Git ignores is left out as well.'
export const saveThese = 'Save'
export const forgetAllowed = (count: number) =>
  plural(count, { one: 'Forget # text that is no secret', other: 'Forget # texts that are no secrets' })

// LastAuto.tsx
export const keepThemBeside = 'Keep them beside the branch'
export const leftOut = 'Left out'
export const kindInLine = (kind: string, line: number) => `${kind} in line ${line}`
export const notASecret = 'Not a secret'
export const andMore = (count: number) => plural(count, { one: 'And # more.', other: 'And # more.' })
export const whyLeftOut = {
  writing: 'somebody still writes it',
  staged: 'you have staged it',
  too_large: 'too large',
  line_endings: 'mixed line ends, which core.safecrlf keeps as they are',
  refused: 'not taken by Git',
  special: 'neither file nor link',
} as const

// Points.tsx
export const points = 'Committed by itself'
export const readingPoints = 'Reading what was committed…'
export const nothingCommittedByItself = 'Nothing yet.'
export const milestones = { turn_done: 'turn done', tests_pass: 'tests pass' } as const
export const onTheBranch = 'on the branch'
export const newBranch = 'New branch'
export const restoreToBranch = 'Make the branch'
export const openInWorktree = 'Open in a worktree'

// autoActions.ts
export const committed = (commits: number, skipped: number) =>
  commits === 0
    ? 'There is nothing to commit.'
    : `${plural(commits, { one: '# commit made', other: '# commits made' })}${
        skipped === 0 ? '' : `, ${plural(skipped, { one: '# file left out', other: '# files left out' })}`
      }.`
export const theseWouldRun = (names: string) => `The repository has programs that would run for each push: ${names}.`
export const pushAllTheSame = 'Push all the same'
export const branchIsThere = (branch: string) => `The branch ${branch} is there.`
