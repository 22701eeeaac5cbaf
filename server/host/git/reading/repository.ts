import { HomeportError } from '#shared/errors.ts'
import { existsSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import type { GitUnderWay } from '#shared/operations/git.ts'
import { type Git, failureOf, lastWords } from '../running/git.ts'

/** Where the repository of a folder is. */
export interface Found {
  /** The topmost folder of its files. */
  readonly top: string
  /** From there to the session's folder, with slashes; empty, or with a slash at its end. */
  readonly prefix: string
  /** Of this worktree. */
  readonly gitDir: string
}

export type Finding = { readonly found: Found } | { readonly found: null; readonly problem: string }

const NONE = 'This folder is in no Git repository.'
const ELSEWHERE =
  'The repository of this folder says that its files lie elsewhere (core.worktree). Homeport shows none of it.'
const NOT_OURS =
  'This repository belongs to another user of this machine, so Git does not use it. If you trust it, say so in a terminal: git config --global --add safe.directory FOLDER.'

/** The repository of the folder; what it says of itself is believed only where its files lie around the folder. */
export async function findRepository(git: Git): Promise<Finding> {
  const problem = await git.version().then(() => null, problemIn)
  if (problem !== null) {
    return { found: null, problem }
  }
  const asked = await git.try('reading', {
    args: ['rev-parse', '--show-toplevel', '--show-prefix', '--absolute-git-dir'],
    isBare: true,
  })
  if (asked.code !== 0) {
    return { found: null, problem: problemOf(asked) }
  }
  const [top = '', prefix = '', gitDir = '', rest] = asked.output.toString('utf8').split('\n')
  const real = await realpath(top).catch(() => null)
  // An ordinary repository lies in its topmost folder; those of worktrees and submodules lie in another one.
  const isAtTop = path.basename(gitDir) !== '.git' || path.dirname(gitDir) === real
  if (real === null || rest !== '' || !isAtTop || path.resolve(real, prefix) !== path.resolve(git.folder)) {
    return { found: null, problem: ELSEWHERE }
  }
  return { found: { top: real, prefix, gitDir } }
}

/** @throws all that nobody expects. */
function problemIn(error: unknown): string {
  if (error instanceof HomeportError) {
    return error.message
  }
  throw error
}

/** @throws HomeportError SESSION_003 where there is none to work in. */
export async function repositoryOf(git: Git): Promise<Found> {
  const finding = await findRepository(git)
  if (finding.found === null) {
    throw new HomeportError('SESSION_003', finding.problem)
  }
  return finding.found
}

function problemOf(asked: Parameters<typeof failureOf>[0]): string {
  const { message, why } = asked
  if (why !== 'ended') {
    return failureOf(asked).message
  }
  if (/dubious ownership|unsafe repository/.test(message)) {
    return NOT_OURS
  }
  return /not a git repository|must be run in a work tree|cannot use bare repository/i.test(message)
    ? NONE
    : `Git cannot read this repository: ${lastWords(message)}`
}

const signs: readonly (readonly [file: string, GitUnderWay])[] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry_pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
]

/** What waits in the repository to be finished; null: nothing. */
export function underWay({ gitDir }: Pick<Found, 'gitDir'>): GitUnderWay | null {
  return signs.find(([file]) => existsSync(path.join(gitDir, file)))?.[1] ?? null
}
