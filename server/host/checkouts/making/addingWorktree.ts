import { readdir, rm } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { Session } from '#shared/session/session.ts'
import { commitOf } from '../../git/reading/diff.ts'
import { Git, type GitDeps, failureOf } from '../../git/running/git.ts'
import { gitEnvironment } from '../../git/running/gitSettings.ts'
import type { Runner } from '../../runners/runner.ts'
import { adminFolder, isBranch, leadsToRepository } from '../repository/refs.ts'
import { guardedGit } from './guardedGit.ts'

export interface AddingDeps {
  readonly runner: Pick<Runner, 'start' | 'stop'>
  readonly environment: GitDeps['environment']
}

const TIMEOUT_MS = 20 * 60_000

/**
 * Makes the session's folder a worktree, on its branch. What a host that died left half is removed first; the branch that it
 * made is used where it still stands where it was made. No hooks run.
 * @throws HomeportError with what is in the way; nothing half is left, and the repository is as it was but for the branch.
 */
export async function addWorktree(deps: AddingDeps, session: Session, signal: AbortSignal): Promise<void> {
  const { checkout, workspace_path: folder } = session
  if (checkout === undefined || checkout.branch === null) {
    return
  }
  const git = new Git(checkout.from, deps)
  if (await isWhole(git, folder)) {
    return
  }
  await removeHalf(git, folder)
  const { branch, plan } = checkout
  const args = (await isBranch(git, branch))
    ? await onBranch(git, branch, plan.commit)
    : onNewBranch(branch, plan.commit)
  const env = gitEnvironment(await deps.environment(), 'staging')
  const ended = await guardedGit(deps.runner, {
    folder: checkout.from,
    args: ['worktree', 'add', ...args.options, '--', folder, args.start],
    env: Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined)),
    timeout_ms: TIMEOUT_MS,
    max_bytes: 1024 * 1024,
    signal,
  })
  if (ended.code !== 0) {
    await removeHalf(git, folder)
    throw signal.aborted
      ? new HomeportError('SESSION_003', 'The worktree was given up. Nothing of it is left.')
      : failureOf(ended)
  }
}

interface AddArgs {
  readonly options: readonly string[]
  readonly start: string
}

function onNewBranch(branch: string, commit: string | null): AddArgs {
  if (commit === null) {
    throw new HomeportError('FILE_006', `This repository has no branch ${branch} any more. No worktree was made.`)
  }
  return { options: ['--no-track', '-b', branch], start: commit }
}

async function onBranch(git: Git, branch: string, made: string | null): Promise<AddArgs> {
  if (made !== null && (await commitOf(git, `refs/heads/${branch}`)) !== made) {
    throw new HomeportError('SESSION_003', `Somebody has made a branch ${branch} meanwhile. No worktree was made.`)
  }
  return { options: [], start: branch }
}

/** Git keeps a new worktree locked until all of its files are written. */
async function isWhole(git: Git, folder: string): Promise<boolean> {
  const admin = await adminFolder(git, folder)
  return admin !== null && existsSync(path.join(folder, '.git')) && !existsSync(path.join(admin, 'locked'))
}

async function removeHalf(git: Git, folder: string): Promise<void> {
  const admin = await adminFolder(git, folder)
  if (admin !== null) {
    await rm(admin, { recursive: true, force: true })
  } else if (await leadsToRepository(folder)) {
    throw new HomeportError(
      'SESSION_003',
      `${folder} holds a repository that is no worktree of this one. Nothing was changed; look at it, and move it away.`,
    )
  }
  const names = await readdir(folder).catch(() => [])
  await Promise.all(names.map((name) => rm(path.join(folder, name), { recursive: true, force: true })))
}
