import type { Dirent } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Clock } from '#server/platform/clock.ts'
import { machineFolders } from '#server/platform/files/machineFolders.ts'
import { MAX_FILES } from './fileBounds.ts'

const MAX_MS = 500
const MAX_DEPTH = 12

/** Made by programs, large, and nothing that a person names. */
const skipped: ReadonlySet<string> = new Set([
  ...machineFolders,
  '.venv',
  'venv',
  'target',
  'dist',
  'build',
  '.next',
  '.gradle',
  '.DS_Store',
])

/**
 * The files of a folder that is in no repository, paths from there with slashes, the shallow ones first. Stops at the
 * first of its bounds, and says so. Links are neither listed nor followed; folders that cannot be read are passed over.
 */
export async function walkedFiles(
  folder: string,
  clock: Clock,
): Promise<{ readonly paths: string[]; readonly isCutShort: boolean }> {
  const deadline = clock.monotonic() + MAX_MS
  const paths: string[] = []
  let level = ['']
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const next: string[] = []
    for (const below of level) {
      if (clock.monotonic() > deadline || paths.length + next.length > MAX_FILES) {
        return { paths: paths.slice(0, MAX_FILES), isCutShort: true }
      }
      const entries = await readdir(path.join(folder, below), { withFileTypes: true }).catch((): Dirent[] => [])
      const kept = entries.filter(({ name }) => !skipped.has(name))
      const named = (entry: Dirent) => (below === '' ? entry.name : `${below}/${entry.name}`)
      paths.push(
        ...kept
          .filter((entry) => entry.isFile())
          .slice(0, MAX_FILES)
          .map(named),
      )
      next.push(
        ...kept
          .filter((entry) => entry.isDirectory())
          .slice(0, MAX_FILES)
          .map(named),
      )
    }
    level = next
  }
  return { paths: paths.slice(0, MAX_FILES), isCutShort: level.length > 0 || paths.length > MAX_FILES }
}
