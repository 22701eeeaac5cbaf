import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { type Git, failureOf } from '../../git/running/git.ts'

/** The folder in which a branch is checked out; null: none. */
export async function checkedOutIn(git: Git, branch: string): Promise<string | null> {
  const args = ['for-each-ref', '--format=%(worktreepath)', `refs/heads/${branch}`]
  const folder = (await git.read(args)).toString('utf8').trim()
  return folder === '' ? null : folder
}

export async function isBranch(git: Git, branch: string): Promise<boolean> {
  const ended = await git.try('reading', { args: ['show-ref', '--verify', '--quiet', `refs/heads/${branch}`] })
  if (ended.code !== 0 && ended.code !== 1) {
    throw failureOf(ended)
  }
  return ended.code === 0
}

/** Where the repository keeps what belongs to the worktree alone; null: it knows of none there. */
export async function adminFolder(git: Git, folder: string): Promise<string | null> {
  const common = (await git.read(['rev-parse', '--path-format=absolute', '--git-common-dir'])).toString('utf8').trim()
  const all = path.join(common, 'worktrees')
  for (const name of await readdir(all).catch(() => [])) {
    const link = await readFile(path.join(all, name, 'gitdir'), 'utf8').catch(() => '')
    // Newer Git may write it as a way from there (worktree.useRelativePaths).
    if (path.resolve(all, name, link.trim()) === path.join(folder, '.git')) {
      return path.join(all, name)
    }
  }
  return null
}

/** Whether what a folder has as `.git` is a repository, or leads to one. */
export async function leadsToRepository(folder: string): Promise<boolean> {
  const own = path.join(folder, '.git')
  const link = await readFile(own, 'utf8').catch(() => '')
  const target = /^gitdir:(.*)/.exec(link)?.[1]?.trim()
  return existsSync(path.join(target === undefined ? own : path.resolve(folder, target), 'HEAD'))
}
