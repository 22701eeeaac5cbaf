import path from 'node:path'
import { type GitCall, isInRepository, safeGit } from '../../git/safeGit.ts'

const TIMEOUT_MS = 10_000
const MAX_BYTES = 64 * 1024 * 1024

/** What a repository already keeps of a folder, and what it ignores there. */
export interface GitFolder {
  /** Ids of blobs by path, of files that are as the index has them; sizes by id are asked for when one is read. */
  readonly clean: ReadonlyMap<string, string>
  /** Absolute paths of folders of which nothing is tracked. */
  readonly ignored: ReadonlySet<string>
}

/** null: the folder is in no repository, Git is missing, or it takes too long. `folder`: a real path. */
export async function gitFolder(folder: string, env: GitCall['env']): Promise<GitFolder | null> {
  if (!(await isInRepository(callIn(folder, env)))) {
    return null
  }
  const [staged, changed, ignored] = await Promise.all([
    git(folder, ['ls-files', '-z', '--stage'], env),
    git(folder, ['diff-files', '-z', '--name-only', '--relative', '--ignore-submodules'], env),
    git(folder, ['ls-files', '-z', '--others', '--ignored', '--exclude-standard', '--directory'], env),
  ])
  if (staged === null || changed === null) {
    return null
  }
  const folders = namesOf(ignored ?? Buffer.alloc(0)).filter((name) => name.endsWith('/'))
  return {
    clean: cleanFiles(staged, new Set(namesOf(changed))),
    ignored: new Set(folders.map((name) => path.join(folder, name.slice(0, -1)))),
  }
}

function cleanFiles(staged: Buffer, dirty: ReadonlySet<string>): Map<string, string> {
  const clean = new Map<string, string>()
  for (const line of namesOf(staged)) {
    const [, mode, id, stage, file] = /^(\d+) ([0-9a-f]+) (\d)\t([^]*)$/.exec(line) ?? []
    const isFile = stage === '0' && mode !== SUBMODULE
    if (file !== undefined && id !== undefined && isFile && !dirty.has(file)) {
      clean.set(file, id)
    }
  }
  return clean
}

const SUBMODULE = '160000'

/** A blob of the folder's repository; null: it has none, or a larger one. */
export async function gitBlob(
  folder: string,
  { id, max_bytes }: { readonly id: string; readonly max_bytes: number },
  env: GitCall['env'],
): Promise<Buffer | null> {
  const size = await git(folder, ['cat-file', '-s', id], env)
  return size === null || Number(size.toString('utf8')) > max_bytes ? null : git(folder, ['cat-file', 'blob', id], env)
}

function namesOf(output: Buffer): string[] {
  return output
    .toString('utf8')
    .split('\0')
    .filter((name) => name !== '')
}

/** All that Git prints; null where it fails, prints too much or takes too long. */
async function git(folder: string, args: readonly string[], env: GitCall['env']): Promise<Buffer | null> {
  const printed = await safeGit(callIn(folder, env), args)
  return printed === null || printed.isCutShort ? null : printed.output
}

function callIn(folder: string, env: GitCall['env']): GitCall {
  return { folder, env, timeout_ms: TIMEOUT_MS, max_bytes: MAX_BYTES }
}
