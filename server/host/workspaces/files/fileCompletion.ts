import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { gitFiles } from './gitFiles.ts'
import { likeness } from './likeness.ts'
import { walkedFiles } from './walkedFiles.ts'

const MAX_LISTED = 30
/** Somebody who types asks for the same folder with each letter. */
const FRESH_MS = 5_000
const MAX_FOLDERS = 8

interface Listed {
  readonly at: number
  readonly files: Promise<{ readonly paths: readonly string[]; readonly isCutShort: boolean }>
}

/** Finds files of a folder by a part of their path. */
export interface FileCompletion {
  /** `folder`: a real path that may be used. Never throws: a folder that cannot be read has no files. */
  complete(folder: string, q: string): Promise<ResultOf<'file.complete'>>
}

export interface FileCompletionDeps {
  readonly clock: Clock
  /** What Git is started with. */
  readonly env: Readonly<Record<string, string | undefined>>
}

/** Keeps the lists of the last folders for a moment. */
export function createFileCompletion({ clock, env }: FileCompletionDeps): FileCompletion {
  const folders = new Map<string, Listed>()
  const list = (folder: string): Listed['files'] => {
    const known = folders.get(folder)
    if (known !== undefined && clock.monotonic() - known.at < FRESH_MS) {
      return known.files
    }
    const files = gitFiles(folder, env).then((found) => found ?? walkedFiles(folder, clock))
    folders.delete(folder)
    folders.set(folder, { at: clock.monotonic(), files })
    const [oldest] = folders.keys()
    if (folders.size > MAX_FOLDERS && oldest !== undefined) {
      folders.delete(oldest)
    }
    return files
  }
  return {
    complete: async (folder, q) => {
      const { paths, isCutShort } = await list(folder)
      const wanted = q.toLowerCase().replaceAll('\\', '/')
      const found = paths
        .map((path) => ({ path, rank: likeness(path, wanted) }))
        .filter((one): one is { path: string; rank: number } => one.rank !== null)
        .toSorted((left, right) => left.rank - right.rank || (left.path < right.path ? -1 : 1))
      return {
        files: found.slice(0, MAX_LISTED).map(({ path }) => ({ path })),
        truncated: isCutShort || found.length > MAX_LISTED,
      }
    },
  }
}
