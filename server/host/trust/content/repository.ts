import path from 'node:path'
import type { BoundedReader } from './boundedReader.ts'

export interface Repository {
  /** Its root and, of a linked worktree, the main checkout. Empty: the folder is in no repository. */
  readonly roots: readonly string[]
  /** Why a main checkout, whose settings count too, may go unseen. `why` completes "`file` …". */
  readonly problem: { readonly file: string; readonly why: string } | null
}

/** The repository that holds the folder whose path is `above`, innermost first, as Claude Code finds it. */
export async function findRepository(above: readonly string[], reader: BoundedReader): Promise<Repository> {
  for (const folder of above) {
    const dotGit = path.join(folder, '.git')
    if (await reader.isFolder(dotGit)) {
      return { roots: [folder], problem: null }
    }
    const link = await reader.read(dotGit)
    if (link.kind === 'text') {
      return followLink(folder, link.text, reader)
    }
    if (link.kind === 'unreadable') {
      return { roots: [folder], problem: { file: dotGit, why: link.why } }
    }
  }
  return { roots: [], problem: null }
}

/**
 * `.git` of a linked worktree and of a submodule is a file that leads to a folder: of a worktree inside the main checkout's
 * `.git`, where `commondir` says so. One that leads nowhere cannot be followed now, but perhaps when Claude Code does.
 */
async function followLink(folder: string, link: string, reader: BoundedReader): Promise<Repository> {
  const file = path.join(folder, '.git')
  const target = /^gitdir:(.*)$/.exec(link.trim())?.[1]?.trim() ?? ''
  if (target === '' || target.includes('\0')) {
    return { roots: [folder], problem: { file, why: 'is no link to a repository' } }
  }
  const gitDir = path.resolve(folder, target)
  if (!(await reader.isFolder(gitDir))) {
    return { roots: [folder], problem: { file, why: `leads to ${gitDir}, which is no folder that can be read` } }
  }
  const common = await reader.read(path.join(gitDir, 'commondir'))
  if (common.kind === 'unreadable') {
    return { roots: [folder], problem: { file: path.join(gitDir, 'commondir'), why: common.why } }
  }
  if (common.kind === 'absent') {
    return { roots: [folder], problem: null }
  }
  const whole = path.resolve(gitDir, common.text.trim())
  if (common.text.trim() === '' || !(await reader.isFolder(whole))) {
    const why = `leads to ${whole}, which is no folder that can be read`
    return { roots: [folder], problem: { file: path.join(gitDir, 'commondir'), why } }
  }
  // Of a bare repository it is the folder itself.
  return { roots: [folder, path.dirname(whole), whole], problem: null }
}
