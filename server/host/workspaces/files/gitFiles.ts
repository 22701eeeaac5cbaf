import { type GitCall, isInRepository, safeGit } from '../git/safeGit.ts'
import { MAX_FILES } from './fileBounds.ts'

/** A repository whose index takes longer is walked instead. */
const GIT_TIMEOUT_MS = 2_000
const MAX_BYTES = 8 * 1024 * 1024

const LISTING = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate']

/**
 * The files of a folder that Git does not ignore, paths from there; null where it is in no repository, Git is missing, or
 * takes too long. `env`: what Git is started with; variables of another repository are left out. `folder`: a real path.
 */
export async function gitFiles(
  folder: string,
  env: GitCall['env'],
): Promise<{ readonly paths: string[]; readonly isCutShort: boolean } | null> {
  const call = { folder, env, timeout_ms: GIT_TIMEOUT_MS, max_bytes: MAX_BYTES }
  // A repository may say that its files lie elsewhere: their names are nobody's here.
  if (!(await isInRepository(call))) {
    return null
  }
  const listed = await safeGit(call, LISTING)
  return listed === null ? null : read(listed)
}

function read({ output, isCutShort }: { readonly output: Buffer; readonly isCutShort: boolean }) {
  const whole = output.subarray(0, Math.max(0, output.lastIndexOf(0)))
  const paths = whole
    .toString('utf8')
    .split('\0')
    .filter((file) => file !== '')
  return { paths: paths.slice(0, MAX_FILES), isCutShort: paths.length > MAX_FILES || isCutShort }
}
