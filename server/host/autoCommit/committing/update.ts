import type { SkippedFile } from '#shared/operations/autoCommit.ts'
import { failureOf } from '../../git/running/git.ts'
import type { Git } from '../../git/running/git.ts'
import { type ChangedFile, isGone, listOf } from '../looking/changedFiles.ts'
import type { OwnIndex } from './ownIndex.ts'

const ADD_MS = 120_000

export type Refused = Extract<SkippedFile['why'], 'line_endings' | 'refused'>

/**
 * Takes files into an index: what is gone comes first, since it may lie behind a link by now, where Git looks at nothing. Returns those
 * that Git does not take, and why: one of them keeps no other out.
 */
export async function update(
  git: Git,
  env: OwnIndex['env'],
  files: readonly ChangedFile[],
): Promise<ReadonlyMap<ChangedFile, Refused>> {
  const gone = files.filter(isGone)
  if (gone.length > 0) {
    const args = ['update-index', '--force-remove', '-z', '--stdin']
    await git.run('staging', { args, env, input: listOf(gone), timeout_ms: ADD_MS })
  }
  const refused = new Map<ChangedFile, Refused>()
  await addWhatGoes(
    { git, env, refused },
    files.filter((file) => !isGone(file)),
  )
  return refused
}

interface Adding {
  readonly git: Git
  readonly env: OwnIndex['env']
  readonly refused: Map<ChangedFile, Refused>
}

/** Git writes the index once it took all of them: where it does not, halves are tried, until the one that it refuses is alone. */
async function addWhatGoes(adding: Adding, files: readonly ChangedFile[]): Promise<void> {
  if (files.length === 0) {
    return
  }
  const { git, env, refused } = adding
  const args = ['update-index', '--add', '--remove', '--replace', '-z', '--stdin']
  const ended = await git.try('staging', { args, env, input: listOf(files), timeout_ms: ADD_MS })
  if (ended.code === 0) {
    return
  }
  const why = whyRefused(ended.message)
  if (why === null) {
    throw failureOf(ended)
  }
  const [only] = files
  if (files.length === 1 && only !== undefined) {
    refused.set(only, why)
    return
  }
  const half = Math.ceil(files.length / 2)
  await addWhatGoes(adding, files.slice(0, half))
  await addWhatGoes(adding, files.slice(half))
}

/** Git names a file, and the repository is at fault: each other one would fail as well. */
const OF_THE_REPOSITORY =
  /insufficient permission for adding|unable to (?:create temporary|write)|No space left|Read-only file system|failed to insert into database/i

/** null: it has nothing to do with a file. */
export function whyRefused(message: string): Refused | null {
  if (OF_THE_REPOSITORY.test(message)) {
    return null
  }
  if (/would be replaced by (?:CR)?LF/.test(message)) {
    return 'line_endings'
  }
  const isOfAFile =
    /clean filter '[^']{0,200}' failed|external filter .{0,500} failed|unable to (?:index|process) (?:file|path)|Permission denied/i
  return isOfAFile.test(message) ? 'refused' : null
}
