import { lstat, readdir } from 'node:fs/promises'
import { HomeportError } from '#shared/errors.ts'
import type { Confined } from '../confine/confine.ts'
import type { Folder } from '../confine/folder.ts'

/** One thing below a folder. */
export interface TreeEntry {
  readonly parts: readonly string[]
  readonly kind: 'file' | 'folder' | 'symlink' | 'other'
  readonly size: number
  readonly mtimeMs: number
  readonly mode: number
}

const MAX_DEPTH = 200

/**
 * All that lies below a folder, each folder before what it holds; links are named and never followed. What goes away
 * meanwhile, and what may not be read, is passed over. `max`: as many are named; a walk that has more ends there.
 */
export async function* treeBelow(
  confined: Confined,
  parts: readonly string[],
  max: number,
): AsyncGenerator<TreeEntry, { readonly isCut: boolean }> {
  const folders: (readonly string[])[] = [parts]
  let count = 0
  for (let here = folders.pop(); here !== undefined; here = folders.pop()) {
    for (const entry of await entriesOf(confined, here)) {
      count += 1
      if (count > max || entry.parts.length > MAX_DEPTH) {
        return { isCut: true }
      }
      if (entry.kind === 'folder') {
        folders.push(entry.parts)
      }
      yield entry
    }
  }
  return { isCut: false }
}

async function entriesOf(confined: Confined, parts: readonly string[]): Promise<TreeEntry[]> {
  try {
    return await confined.inFolder(parts, async (folder) => {
      const names = (await readdir(folder.itself)).filter((name) => !confined.isClosed([...folder.parts, name]))
      const found: (TreeEntry | null)[] = []
      for (let at = 0; at < names.length; at += 64) {
        found.push(...(await Promise.all(names.slice(at, at + 64).map((name) => entryOf(folder, parts, name)))))
      }
      return found.filter((entry) => entry !== null)
    })
  } catch (error) {
    if (error instanceof HomeportError) {
      return []
    }
    throw error
  }
}

async function entryOf(folder: Folder, parts: readonly string[], name: string): Promise<TreeEntry | null> {
  const stats = await lstat(folder.at(name)).catch(() => null)
  if (stats === null) {
    return null
  }
  const { size, mtimeMs, mode } = stats
  const kind = stats.isFile() ? 'file' : stats.isDirectory() ? 'folder' : stats.isSymbolicLink() ? 'symlink' : 'other'
  return { parts: [...parts, name], kind, size: kind === 'file' ? size : 0, mtimeMs, mode }
}
