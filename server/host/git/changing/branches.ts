import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Git } from '../running/git.ts'
import { commitOf } from '../reading/diff.ts'
import { repositoryOf } from '../reading/repository.ts'
import { assertRests, inTheWay } from './atRest.ts'
import { keepCommit } from './keptCommits.ts'
import { stash, takeBack } from './stashes.ts'

/** Makes a branch and switches to it unless told otherwise. */
export async function createBranch(
  git: Git,
  asked: { readonly name: string; readonly from?: string | undefined; readonly switch: boolean },
): Promise<string> {
  await assertRests(git)
  await assertName(git, asked.name)
  const start = asked.from === undefined ? [] : [await commitOf(git, asked.from)]
  const args = asked.switch ? ['switch', '--no-guess', '-c', asked.name] : ['branch', '--no-track', asked.name]
  await going(git, [...args, ...start])
  return asked.name
}

/** Switches to a branch, or to a new one that follows a remote’s. */
export async function switchBranch(
  git: Git,
  name: string,
  isStashed: boolean,
): Promise<{ branch: string; stashed: boolean }> {
  await assertRests(git)
  await assertName(git, name)
  const isLocal = await isThere(git, `refs/heads/${name}`)
  if (!isLocal && !(await isThere(git, `refs/remotes/${name}`))) {
    throw new HomeportError('FILE_006', `This repository has no branch ${name}.`)
  }
  const branch = isLocal ? name : name.split('/').slice(1).join('/')
  const message = `Before switching to ${branch} (Homeport)`
  const before = await standsAt(git)
  const stash_id = isStashed ? await stash(git, message) : null
  try {
    await going(git, isLocal ? ['switch', '--no-guess', name] : ['switch', '-c', branch, '--track', name])
  } catch (error) {
    throw stash_id === null || ((await standsAt(git)) === before && (await takeBack(git, stash_id)))
      ? error
      : stillAside(error, message)
  }
  return { branch, stashed: stash_id !== null }
}

/** The branch and the commit. */
async function standsAt(git: Git): Promise<string> {
  const [branch, commit] = await Promise.all([
    git.try('reading', { args: ['symbolic-ref', '--quiet', 'HEAD'] }),
    git.try('reading', { args: ['rev-parse', '--verify', '--quiet', 'HEAD'] }),
  ])
  return `${branch.output.toString('utf8')}${commit.output.toString('latin1')}`
}

function stillAside(cause: unknown, message: string): HomeportError {
  const said = cause instanceof Error ? cause.message.replace(' Nothing was changed.', '') : String(cause)
  return new HomeportError('SESSION_003', `${said} Your changes are put aside: they are the stash “${message}”.`, {
    cause,
  })
}

/** Deletes a branch. Returns the commit at which it was, which is kept for 30 days, and from which it can be made again. */
export async function deleteBranch(
  git: Git,
  { name, force }: { readonly name: string; readonly force: boolean },
  clock: Clock,
): Promise<string> {
  await repositoryOf(git)
  await assertName(git, name)
  const at = await commitOf(git, `refs/heads/${name}`)
  await keepCommit(git, clock, at)
  try {
    await git.run('acting', { args: ['branch', force ? '-D' : '-d', '--', name] })
  } catch (error) {
    if (error instanceof Error && /not fully merged/.test(error.message)) {
      throw new HomeportError('SESSION_003', `${name} has commits that are on no other branch. It was not deleted.`, {
        details: { reason: 'not_merged' },
      })
    }
    throw error
  }
  return at
}

async function isThere(git: Git, ref: string): Promise<boolean> {
  return (await git.try('reading', { args: ['show-ref', '--verify', '--quiet', ref] })).code === 0
}

/** @throws HomeportError HTTP_002 for what is no name of a branch. */
export async function assertName(git: Git, name: string): Promise<void> {
  const checked = await git.try('reading', { args: ['check-ref-format', '--branch', name] })
  if (checked.code !== 0 || checked.output.toString('utf8').trim() !== name) {
    throw new HomeportError('HTTP_002', `${name} is no name that Git takes for a branch.`)
  }
}

async function going(git: Git, args: readonly string[]): Promise<void> {
  try {
    await git.run('acting', { args })
  } catch (error) {
    throw inTheWay(error)
  }
}
