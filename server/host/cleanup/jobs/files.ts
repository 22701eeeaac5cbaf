import { lstat, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { type Removed, together } from './job.ts'

/**
 * Removes files of a folder, and of the folders below it down to `depth`, that have such a name and were not written since
 * `before` (milliseconds since 1970). Follows no links. What is absent or may not be removed is left.
 */
export async function removeOld(
  folder: string,
  { name, before, depth = 0 }: { readonly name: RegExp; readonly before: number; readonly depth?: number },
): Promise<Removed> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  const removed: Removed[] = []
  for (const entry of entries) {
    const file = path.join(folder, entry.name)
    if (entry.isDirectory() && depth > 0) {
      removed.push(await removeOld(file, { name, before, depth: depth - 1 }))
    } else if (entry.isFile() && name.test(entry.name)) {
      removed.push(await removeOne(file, before))
    }
  }
  return together(removed)
}

async function removeOne(file: string, before: number): Promise<Removed> {
  try {
    const { size, mtimeMs } = await lstat(file)
    if (mtimeMs >= before) {
      return { removed: 0, bytes: 0 }
    }
    await rm(file)
    return { removed: 1, bytes: size }
  } catch {
    return { removed: 0, bytes: 0 }
  }
}
