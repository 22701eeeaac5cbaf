import { HomeportError } from '#shared/errors.ts'
import type { UnsavedWork } from '#shared/operations/worktree.ts'
import { zeroed } from '../../git/reading/records.ts'
import type { Git } from '../../git/running/git.ts'
import { unsavedText } from './unsaved.ts'

/**
 * Of a repository inside another one a tree has the name of a commit alone, and the commit goes with the folder.
 * @throws HomeportError SESSION_003 where a tree that was made of all files does not hold all that is there.
 */
export async function assertKeepable(git: Git, tree: string, unsaved: readonly UnsavedWork[]): Promise<void> {
  const beyond = unsaved.filter(({ kind }) => kind === 'unknown')
  if (beyond.length > 0) {
    throw notKept(`It holds what Homeport cannot keep: ${unsavedText(beyond)}.`)
  }
  const known = new Set(await linksIn(git, 'HEAD'))
  const fresh = (await linksIn(git, tree)).filter((link) => !known.has(link))
  if (fresh.length > 0) {
    throw notKept(`It holds repositories of their own, whose commits would be lost: ${namesOf(fresh)}.`)
  }
  const dirty = await changedSubmodules(git)
  if (dirty.length > 0) {
    throw notKept(`Submodules in it have changes that are not committed: ${namesOf(dirty)}.`)
  }
}

function notKept(why: string): HomeportError {
  return new HomeportError('SESSION_003', `${why} Nothing was removed; commit and push there, or keep the folder.`)
}

function namesOf(lines: readonly string[]): string {
  return lines
    .slice(0, 5)
    .map((line) => line.slice(line.indexOf('\t') + 1))
    .join(', ')
}

/** Each with the commit that it is at. */
async function linksIn(git: Git, tree: string): Promise<string[]> {
  const listed = await git.read(['ls-tree', '-r', '-z', '--full-tree', tree], { max_bytes: 256 * 1024 * 1024 })
  return [...zeroed(listed)].map((line) => line.toString('utf8')).filter((line) => line.startsWith('160000 '))
}

async function changedSubmodules(git: Git): Promise<string[]> {
  const args = ['status', '--porcelain=v2', '-z', '--no-renames', '--untracked-files=no', '--ignore-submodules=none']
  return [...zeroed(await git.read(args))].flatMap((record) => {
    const text = record.toString('utf8')
    const name = /^1 \S+ S.(?:M.|.U) (?:\S+ ){5}([^]*)$/.exec(text)?.[1]
    return name === undefined ? [] : [`\t${name}`]
  })
}
