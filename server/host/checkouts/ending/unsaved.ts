import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { UnsavedWork } from '#shared/operations/worktree.ts'
import type { Git } from '../../git/running/git.ts'
import { type Found, findRepository, underWay } from '../../git/reading/repository.ts'
import { zeroed } from '../../git/reading/records.ts'
import { type Listing, listingOf, lookingAtAll } from './listing.ts'
import { hangingWorktrees, nestedCommits } from './nestedWork.ts'

/**
 * Work in a folder that would be lost with it. Of a worktree: what is in no commit, and commits that are on no branch. Of a
 * repository of its own also what no remote has, what is stashed, and worktrees that need it. Where Git cannot say, it counts as work. Never throws.
 */
export async function unsavedIn(git: Git): Promise<readonly UnsavedWork[]> {
  if (!existsSync(path.join(git.folder, '.git'))) {
    const names = await readdir(git.folder).catch(() => [])
    return names.length === 0 ? [] : [unknown('files that are in no repository', names.length)]
  }
  try {
    const finding = await findRepository(git)
    if (finding.found === null) {
      return [unknown(`work that Git cannot read (${finding.problem})`)]
    }
    const isOwn = path.dirname(finding.found.gitDir) === finding.found.top
    const listing = await listingOf(git)
    const here = [
      ...(await uncommitted(git, finding.found, listing)),
      ...waiting(finding.found),
      ...(await detached(git)),
      ...(await nested(git, finding.found, listing)),
    ]
    return isOwn
      ? [...here, ...(await unpushed(git)), ...(await stashed(git)), ...(await hanging(finding.found))]
      : here
  } catch (error) {
    return [unknown(`work that Git cannot read (${error instanceof Error ? error.message : String(error)})`)]
  }
}

/** For people: what there is, as one phrase. */
export function unsavedText(unsaved: readonly UnsavedWork[]): string {
  return unsaved.map(({ text }) => text).join(', ')
}

async function uncommitted(git: Git, { gitDir }: Found, { hidden }: Listing): Promise<UnsavedWork[]> {
  const args = ['status', '--porcelain', '-z', '--no-renames', '--untracked-files=all', '--ignore-submodules=none']
  const changed = await lookingAtAll(git, { gitDir, hidden }, (env) => git.read(args, { env }))
  return work('uncommitted', [...zeroed(changed)].length, [
    'file that is not committed',
    'files that are not committed',
  ])
}

function waiting(found: Parameters<typeof underWay>[0]): UnsavedWork[] {
  const waits = underWay(found)
  return waits === null
    ? []
    : [{ kind: 'under_way', count: 1, text: `a ${waits.replace('_', '-')} that is not finished` }]
}

const ON_REFS = ['--not', '--branches', '--tags', '--remotes']

/** Commits that only HEAD leads to. */
async function detached(git: Git): Promise<UnsavedWork[]> {
  const head = await git.try('reading', { args: ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'] })
  const commits = head.code === 0 ? await counted(git, ['HEAD', ...ON_REFS]) : 0
  return work('detached', commits, ['commit that is on no branch', 'commits that are on no branch'])
}

async function unpushed(git: Git): Promise<UnsavedWork[]> {
  const commits = await counted(git, ['--branches', '--tags', '--not', '--remotes'])
  return work('unpushed', commits, ['commit that is not pushed', 'commits that are not pushed'])
}

async function stashed(git: Git): Promise<UnsavedWork[]> {
  const there = await git.try('reading', { args: ['show-ref', '--verify', '--quiet', 'refs/stash'] })
  const stashes = there.code === 0 ? await counted(git, ['--walk-reflogs', 'refs/stash']) : 0
  return work('stash', stashes, ['stash', 'stashes'])
}

/** It counts as unknown: nothing keeps it. */
async function nested(git: Git, found: Found, { links }: Listing): Promise<UnsavedWork[]> {
  const commits = await nestedCommits(git, found, links)
  return work('unknown', commits, [
    'commit in a submodule that is not pushed',
    'commits in submodules that are not pushed',
  ])
}

async function hanging(found: Found): Promise<UnsavedWork[]> {
  return work('unknown', await hangingWorktrees(found), [
    'worktree elsewhere that needs this repository',
    'worktrees elsewhere that need this repository',
  ])
}

async function counted(git: Git, revisions: readonly string[]): Promise<number> {
  return Number((await git.read(['rev-list', '--count', ...revisions])).toString('latin1').trim())
}

function work(kind: UnsavedWork['kind'], count: number, [one, many]: readonly [string, string]): UnsavedWork[] {
  return count === 0 ? [] : [{ kind, count, text: `${count} ${count === 1 ? one : many}` }]
}

function unknown(text: string, count = 1): UnsavedWork {
  return { kind: 'unknown', count, text }
}
