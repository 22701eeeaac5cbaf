import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { Checkout } from '#shared/session/checkout.ts'
import { assertName } from '../../git/changing/branches.ts'
import { commitOf } from '../../git/reading/diff.ts'
import { gitBranches } from '../../git/reading/history.ts'
import { repositoryOf } from '../../git/reading/repository.ts'
import { Git, type GitDeps } from '../../git/running/git.ts'
import { checkedOutIn, isBranch } from '../repository/refs.ts'
import { freeName, proposedBranch } from './branchName.ts'
import { folderName, readGitAddress } from './gitAddress.ts'

type Asked = ParamsOf<'session.create'>
type Unplaced = Pick<Checkout, 'kind' | 'from' | 'branch' | 'base' | 'plan'> & { readonly name: string }

const nothing = { commit: null, depth: null, submodules: false, setup: null }

/** @throws HomeportError HTTP_002 for what Git must not be given. */
export function planClone(asked: Asked & { readonly git_url: string }, mayBeHere: boolean): Unplaced {
  const address = readGitAddress(asked.git_url, { mayBeHere })
  const branch = asked.branch ?? null
  if (branch !== null && !/^(?!-)[^\p{Cc}\p{Z}~^:?*[\\]+$/u.test(branch)) {
    throw new HomeportError('HTTP_002', `${branch} is no name of a branch. No session was started.`)
  }
  const plan = { ...nothing, depth: asked.depth ?? null, submodules: asked.submodules ?? false }
  return { kind: 'clone', from: address.url, branch, base: null, plan, name: address.name }
}

/** The repository around a folder. @throws HomeportError SESSION_003 where there is none, or nothing is committed in it. */
export async function repositoryAround(
  folder: string,
  deps: GitDeps,
): Promise<{ git: Git; head: string; base: string }> {
  const { top } = await repositoryOf(new Git(await realpath(folder), deps))
  const git = new Git(top, deps)
  const head = await commitOf(git, 'HEAD').catch(() => null)
  if (head === null) {
    throw new HomeportError(
      'SESSION_003',
      'Nothing is committed in this repository yet, so it can have no worktree. Commit once first.',
    )
  }
  const name = await git.try('reading', { args: ['symbolic-ref', '--quiet', '--short', 'HEAD'] })
  return { git, head, base: name.code === 0 ? name.output.toString('utf8').trim() : head }
}

/** A branch that is free, for what the first prompt says. */
export async function proposeBranch(git: Git, prompt: string): Promise<string> {
  const { branches } = await gitBranches(git, '')
  const taken = new Set(branches.filter(({ is_remote }) => !is_remote).map(({ name }) => name))
  return freeName(proposedBranch(prompt), (name) => taken.has(name))
}

/** @throws HomeportError as `FolderMaking.plan`. */
export async function planWorktree(
  folder: string,
  asked: NonNullable<Asked['worktree']>,
  deps: GitDeps & { readonly prompt: string },
): Promise<Unplaced> {
  const { git, base: current } = await repositoryAround(folder, deps)
  const branch = asked.branch ?? (await proposeBranch(git, deps.prompt))
  await assertName(git, branch)
  const name = folderName(`${path.basename(git.folder)}-${branch.split('/').at(-1) ?? ''}`)
  if (asked.branch !== undefined && (await isBranch(git, branch))) {
    const elsewhere = await checkedOutIn(git, branch)
    if (elsewhere !== null) {
      throw new HomeportError(
        'SESSION_003',
        `${branch} is checked out already, in ${elsewhere}. Choose another branch, or start in that folder.`,
      )
    }
    if (asked.base !== undefined) {
      throw new HomeportError(
        'SESSION_003',
        `There is a branch ${branch} already: it begins nowhere anew. Choose another name, or leave the base out.`,
      )
    }
    return { kind: 'worktree', from: git.folder, branch, base: current, plan: nothing, name }
  }
  const base = asked.base ?? current
  const commit = await commitOf(git, base)
  return { kind: 'worktree', from: git.folder, branch, base, plan: { ...nothing, commit }, name }
}

/** The branch that is checked out in a folder; null: none. */
export async function branchIn(deps: GitDeps, folder: string): Promise<string | null> {
  const ended = await new Git(folder, deps).try('reading', { args: ['symbolic-ref', '--quiet', '--short', 'HEAD'] })
  return ended.code === 0 ? ended.output.toString('utf8').trim() : null
}
