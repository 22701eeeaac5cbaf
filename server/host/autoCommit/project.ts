import { createHash } from 'node:crypto'
import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { isRepositorys, readSettings } from '../git/network/repositorySettings.ts'
import { repositoryOf } from '../git/reading/repository.ts'
import { Git, type GitDeps } from '../git/running/git.ts'

/** The repository in which a session works. */
export interface Project {
  /** Of the session. */
  readonly folder: string
  /** In the topmost folder of the session's worktree. */
  readonly git: Git
  readonly top: string
  /** What the rules are kept by: the topmost folder of the repository itself; its own folder, where it is a bare one. */
  readonly project: string
}

/** @throws HomeportError FILE_003 where the folder is gone · SESSION_003 where it is in no repository. */
export async function projectOf(folder: string, deps: GitDeps): Promise<Project> {
  const real = await realpath(folder).catch(() => null)
  if (real === null) {
    throw new HomeportError('FILE_003', 'The folder of this session is gone.', { details: { path: folder } })
  }
  const { top, gitDir } = await repositoryOf(new Git(real, deps))
  const git = new Git(top, deps)
  const args = ['rev-parse', '--path-format=absolute', '--git-common-dir']
  const common = (await git.read(args)).toString('utf8').replace(/\n$/, '')
  const isWorktree = path.resolve(common) !== path.resolve(gitDir)
  return { folder: real, git, top, project: isWorktree ? projectAt(await realpath(common)) : top }
}

/** A bare repository stands for itself: others may lie beside it. */
function projectAt(common: string): string {
  return path.basename(common) === '.git' ? path.dirname(common) : common
}

/** Settings whose value is a program that runs when files go into the index, or when a commit is signed. */
const PROGRAMS = /^(?:filter\..*\.(?:clean|smudge|process)|gpg\.(?:.*\.)?program|gpg\.ssh\.defaultkeycommand)$/

/** Stands for the programs that the repository itself names for that; empty: none. The person's own are theirs. */
export async function programsIn(git: Git): Promise<string> {
  const named = (await readSettings(git)).filter(({ scope, key }) => isRepositorys(scope) && PROGRAMS.test(key))
  const texts = named.map(({ key, value }) => [key, value])
  return texts.length === 0 ? '' : createHash('sha256').update(JSON.stringify(texts)).digest('hex')
}
