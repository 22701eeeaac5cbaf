import { existsSync } from 'node:fs'
import { lstat, readFile, readdir, realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import { Git, type GitDeps } from '../../git/running/git.ts'
import type { WorkInFolders } from '../../workspaces/managed/managedFolders.ts'
import { unsavedIn, unsavedText } from './unsaved.ts'

/** Answers for repositories and worktrees, also those below the folder; what is in no repository is no business of Git. */
export function goneFolders(deps: GitDeps): WorkInFolders {
  return {
    keepsWhy: async (folder) => {
      const repositories = await repositoriesIn(folder)
      if (repositories === null) {
        return 'more folders than can be looked through for repositories'
      }
      for (const repository of repositories) {
        const unsaved = await unsavedIn(new Git(await realpath(repository), deps))
        if (unsaved.length > 0) {
          const where = path.relative(folder, repository)
          return where === '' ? unsavedText(unsaved) : `${unsavedText(unsaved)} (${where})`
        }
      }
      return null
    },
    leaving: async (folder) => {
      const admin = await adminOf(folder)
      return async () => {
        if (admin !== null) {
          await rm(admin, { recursive: true, force: true })
        }
      }
    },
  }
}

const MOST_FOLDERS = 20_000

/** The folder itself, or else those below it that are repositories, as somebody may have cloned one there; null: too many to look. */
async function repositoriesIn(folder: string): Promise<readonly string[] | null> {
  const found: string[] = []
  const waiting = [folder]
  for (let looked = 0; waiting.length > 0; looked += 1) {
    if (looked === MOST_FOLDERS) {
      return null
    }
    const here = waiting.pop() ?? ''
    if (existsSync(path.join(here, '.git'))) {
      // What lies in a repository is its own business.
      found.push(here)
      continue
    }
    const entries = await readdir(here, { withFileTypes: true }).catch(() => [])
    waiting.push(
      ...entries
        .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
        .map((entry) => path.join(here, entry.name)),
    )
  }
  return found
}

/** What the repository keeps of a worktree, where both lead to each other; null: it is none. */
async function adminOf(folder: string): Promise<string | null> {
  const file = path.join(folder, '.git')
  const stats = await lstat(file).catch(() => null)
  if (stats?.isFile() !== true || stats.size > 8_192) {
    return null
  }
  const link = /^gitdir: (.+\/worktrees\/[^/\n]+)\n?$/.exec(await readFile(file, 'utf8'))?.[1]
  if (link === undefined) {
    return null
  }
  // Both may be ways from where they stand (worktree.useRelativePaths).
  const admin = path.resolve(folder, link)
  const back = await readFile(path.join(admin, 'gitdir'), 'utf8').catch(() => '')
  return path.resolve(admin, back.trim()) === path.resolve(file) ? admin : null
}
