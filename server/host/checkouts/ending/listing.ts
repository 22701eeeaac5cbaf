import { lstatSync } from 'node:fs'
import { copyFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Found } from '../../git/reading/repository.ts'
import { zeroed } from '../../git/reading/records.ts'
import type { Git } from '../../git/running/git.ts'

/** What the index has that `git status` does not look into. */
export interface Listing {
  /** Where it has a repository. */
  readonly links: readonly string[]
  /** Files that are there, and that Git was told not to look at (skip-worktree, assume-unchanged). */
  readonly hidden: readonly Buffer[]
}

const MAX_LISTED_BYTES = 256 * 1024 * 1024

export async function listingOf(git: Git): Promise<Listing> {
  const listed = await git.read(['ls-files', '-v', '-s', '-z'], { max_bytes: MAX_LISTED_BYTES })
  const links: string[] = []
  const hidden: Buffer[] = []
  for (const record of zeroed(listed)) {
    const at = record.indexOf(0x09) + 1
    const [tag = '', mode] = record.subarray(0, at).toString('latin1').split(' ')
    const name = record.subarray(at)
    if (mode === '160000') {
      links.push(name.toString('utf8'))
    } else if (/[a-zS]/.test(tag) && isThere(git, name)) {
      hidden.push(name)
    }
  }
  return { links, hidden }
}

function isThere(git: Git, name: Buffer): boolean {
  const whole = Buffer.concat([Buffer.from(git.folder + path.sep), name])
  return lstatSync(whole, { throwIfNoEntry: false }) !== undefined
}

/** Does something with an index in which Git looks at every file; that of the repository stays as it is. */
export async function lookingAtAll<T>(
  git: Git,
  { gitDir, hidden }: Pick<Found, 'gitDir'> & Pick<Listing, 'hidden'>,
  work: (env: Readonly<Record<string, string>>) => Promise<T>,
): Promise<T> {
  if (hidden.length === 0) {
    return work({})
  }
  const folder = await mkdtemp(path.join(tmpdir(), 'homeport-index-'))
  const env = { GIT_INDEX_FILE: path.join(folder, 'index') }
  try {
    await copyFile(path.join(gitDir, 'index'), env.GIT_INDEX_FILE)
    const input = Buffer.concat(hidden.flatMap((name) => [name, Buffer.from([0])]))
    // One at a time: of both Git does the first alone.
    for (const seen of ['--no-assume-unchanged', '--no-skip-worktree']) {
      await git.read(['update-index', seen, '-z', '--stdin'], { env, input })
    }
    return await work(env)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
