import { constants } from 'node:fs'
import { copyFile, lstat, mkdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import type { Git } from '../../git/running/git.ts'
import { pathBytes } from '../../git/running/gitPath.ts'
import { zeroed } from '../../git/reading/records.ts'

/** More would be no configuration, but all that was installed. */
const MOST_FILES = 2_000
const MOST_BYTES = 256 * 2 ** 20

export interface Copied {
  readonly files: number
  /** Why the rest was left, for people; null: all came. */
  readonly problem: string | null
}

/**
 * Copies files that Git ignores, and no others, from a repository into a worktree of it: ordinary files alone, never over one that
 * is there, and never by a link out of the worktree.
 */
export async function copyIgnored(git: Git, wanted: readonly string[], folder: string): Promise<Copied> {
  const inside = wanted.filter((name) => pathBytes(name.replace(/\/$/, '')) !== null)
  if (inside.length === 0) {
    return { files: 0, problem: null }
  }
  const args = ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--', ...inside]
  const names = [...zeroed(await git.read(args))].map((name) => name.toString('utf8'))
  const root = await realpath(folder)
  let [files, bytes] = [0, 0]
  for (const name of names) {
    const from = path.join(git.folder, name)
    const stats = await lstat(from).catch(() => null)
    if (stats?.isFile() !== true) {
      continue
    }
    bytes += stats.size
    if (files >= MOST_FILES || bytes > MOST_BYTES) {
      return { files, problem: `The rest was left: more than ${MOST_FILES} files or ${MOST_BYTES / 2 ** 20} MiB.` }
    }
    files += (await copyOne(from, root, name)) ? 1 : 0
  }
  return { files, problem: null }
}

async function copyOne(from: string, root: string, name: string): Promise<boolean> {
  const to = path.join(root, name)
  try {
    await makeFolder(root, path.dirname(name))
    const parent = await realpath(path.dirname(to))
    if (parent !== path.dirname(to)) {
      return false
    }
    await copyFile(from, to, constants.COPYFILE_EXCL)
    return true
  } catch {
    // It is there already, or its place is taken by something else.
    return false
  }
}

/** Part by part: what the repository has as a link is not followed. */
async function makeFolder(root: string, relative: string): Promise<void> {
  let at = root
  for (const part of relative === '.' ? [] : relative.split('/')) {
    at = path.join(at, part)
    await mkdir(at).catch(() => {})
    if (!(await lstat(at)).isDirectory()) {
      throw new Error('not a folder')
    }
  }
}
