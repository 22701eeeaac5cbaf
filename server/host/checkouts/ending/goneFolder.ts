import { existsSync } from 'node:fs'
import { lstat, readFile, realpath, rm } from 'node:fs/promises'
import path from 'node:path'
import { Git, type GitDeps } from '../../git/running/git.ts'
import type { WorkInFolders } from '../../workspaces/managed/managedFolders.ts'
import { unsavedIn, unsavedText } from './unsaved.ts'

/** Answers for repositories and worktrees; what is in no repository is no business of Git. */
export function goneFolders(deps: GitDeps): WorkInFolders {
  return {
    keepsWhy: async (folder) => {
      if (!existsSync(path.join(folder, '.git'))) {
        return null
      }
      const unsaved = await unsavedIn(new Git(await realpath(folder), deps))
      return unsaved.length === 0 ? null : unsavedText(unsaved)
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
