import { realpathSync } from 'node:fs'
import { realpath } from 'node:fs/promises'
import { homedir } from 'node:os'
import path from 'node:path'
import type { Git } from '../running/git.ts'

/** An entry of the setting: `main`, `release/*`, or for one project `main in ~/projects/api`. */
interface Protected {
  readonly pattern: string
  /** null: everywhere. */
  readonly folder: string | null
}

/** A branch, and the folders that are its project: any of them may be the one that the person named. */
interface InProject {
  readonly branch: string
  readonly folders: readonly string[]
}

/** Whether the person protects this branch in the project. `*` is anything but a slash, `**` anything. */
export function isProtected(entries: readonly string[], { branch, folders }: InProject): boolean {
  return entries
    .map(readProtected)
    .some((entry) => (entry.folder === null || isIn(folders, entry.folder)) && matches(entry.pattern, branch))
}

/** Of a session's folder: as it is called, where it is, and the folder of the repository to which a worktree belongs. */
export async function projectFolders(git: Git, folder: string): Promise<readonly string[]> {
  const asked = await git.read(['rev-parse', '--path-format=absolute', '--git-common-dir'])
  const main = path.dirname(asked.toString('utf8').replace(/\n$/, ''))
  return [folder, git.folder, main, await realpath(main).catch(() => main)]
}

/** Also by what the person's name for it leads to. */
function isIn(folders: readonly string[], around: string): boolean {
  const names = [around]
  try {
    names.push(realpathSync(around))
  } catch {
    // It is not there: then nothing else lies in it.
  }
  return folders.some((folder) => names.some((name) => isWithin(folder, name)))
}

function readProtected(entry: string): Protected {
  const [, pattern = entry, folder] = /^(\S+) in (.+)$/.exec(entry) ?? []
  return { pattern, folder: folder === undefined ? null : path.resolve(folder.replace(/^~(?=[/\\]|$)/, homedir())) }
}

function isWithin(folder: string, around: string): boolean {
  const way = path.relative(around, folder)
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way))
}

/** Takes at most as many steps as both are long, multiplied: of every place in the name is known whether it is reached. */
function matches(pattern: string, branch: string): boolean {
  const letters = branch.split('')
  let reached = [true, ...letters.map(() => false)]
  for (const step of pattern.match(/\*\*|[^]/g) ?? []) {
    const isWild = step.startsWith('*')
    const takes = (letter: string | undefined) => (isWild ? step === '**' || letter !== '/' : letter === step)
    const next: boolean[] = [isWild && reached[0] === true]
    letters.forEach((letter, at) => {
      next.push(((isWild ? next[at] : reached[at]) === true && takes(letter)) || (isWild && reached[at + 1] === true))
    })
    reached = next
  }
  return reached[letters.length] === true
}
