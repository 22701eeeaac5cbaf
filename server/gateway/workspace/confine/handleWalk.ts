import { constants } from 'node:fs'
import { type FileHandle, open, readlink } from 'node:fs/promises'
import { failureCode } from '#server/platform/failure.ts'
import { refused } from '../paths/path.ts'
import type { Bounds, Folder } from './folder.ts'
import { linkedParts } from './within.ts'

/** A handle that names a thing and does nothing to it (Linux, `open(2)`): not even a device notices. */
const O_PATH = 0o10000000
const FOLDER = O_PATH | constants.O_DIRECTORY | constants.O_NOFOLLOW
const MAX_LINKS = 40

/**
 * Opens a folder of a workspace on Linux, one part after the other, each by the handle of the one before, and reads links
 * itself. Node has no `openat`; `/proc/self/fd/N/name` is the same: the system goes on from the handle.
 * @throws HomeportError FILE_003 for what is outside; the system's failures otherwise.
 */
export async function openByHandles(bounds: Bounds, wanted: readonly string[]): Promise<Folder> {
  let parts = wanted
  for (let links = 0; links <= MAX_LINKS; links += 1) {
    const found = await walk(bounds, parts)
    if ('folder' in found) {
      return found.folder
    }
    parts = found.instead
  }
  throw refused(wanted.join('/'), 'is behind links that lead round in a circle')
}

/** `instead`: there is a link on the way, and this is what it means. */
type Walked = { readonly folder: Folder } | { readonly instead: readonly string[] }

async function walk(bounds: Bounds, parts: readonly string[]): Promise<Walked> {
  let handle = await openRoot(bounds.root)
  try {
    for (const [index, part] of parts.entries()) {
      if (bounds.isClosed(parts.slice(0, index + 1))) {
        throw refused(parts.join('/'), 'is where Homeport keeps its own data')
      }
      const next = await step(handle, part)
      if (typeof next === 'string') {
        const to = linkedParts({ root: bounds.root, from: parts.slice(0, index) }, next)
        await handle.close()
        return { instead: [...to, ...parts.slice(index + 1)] }
      }
      const above = handle
      handle = next
      await above.close()
    }
    return { folder: folderOf(handle, bounds, parts) }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** @throws HomeportError FILE_003 where something else is now at the real path that the session has. */
async function openRoot(root: string): Promise<FileHandle> {
  const handle = await open(root, FOLDER).catch((error: unknown) => {
    throw failureCode(error) === 'ENOTDIR' || failureCode(error) === 'ELOOP' ? moved(error) : error
  })
  if ((await readlink(pathOf(handle))) !== root) {
    await handle.close()
    throw moved()
  }
  return handle
}

function moved(cause?: unknown): Error {
  return refused('', 'is not where it was: a link took its place, or that of a folder above it', cause)
}

/** The folder of that name, or the text of the link. */
async function step(above: FileHandle, name: string): Promise<FileHandle | string> {
  const at = `${pathOf(above)}/${name}`
  try {
    return await open(at, FOLDER)
  } catch (error) {
    // A link is no folder to the system, under either name.
    if (failureCode(error) !== 'ENOTDIR' && failureCode(error) !== 'ELOOP') {
      throw error
    }
    return await readlink(at).catch(() => {
      throw error
    })
  }
}

function folderOf(handle: FileHandle, { root }: Bounds, parts: readonly string[]): Folder {
  const itself = pathOf(handle)
  return {
    parts,
    itself: `${itself}/.`,
    at: (name) => `${itself}/${name}`,
    readLink: async (name) => linkedParts({ root, from: parts }, await readlink(`${itself}/${name}`)),
    // It was opened by the handle, and links are not followed.
    holds: async () => true,
    close: async () => handle.close(),
  }
}

function pathOf(handle: FileHandle): string {
  return `/proc/self/fd/${handle.fd}`
}
