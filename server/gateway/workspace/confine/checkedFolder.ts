import { type FileHandle, readlink, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { refused } from '../paths/path.ts'
import type { Bounds, Folder } from './folder.ts'
import { isWithin, linkedParts } from './within.ts'

/**
 * Opens a folder of a workspace on macOS and Windows, where a program cannot go on from a handle: by its real path. What
 * is opened in it is compared with what that path names then, so a file of elsewhere is never read. What is put at a name
 * has a gap between the look at the folder and its use, open to somebody who already runs programs as the same person.
 * @throws HomeportError FILE_003 for what is outside; the system's failures otherwise.
 */
export async function openChecked(bounds: Bounds, wanted: readonly string[]): Promise<Folder> {
  const { root } = bounds
  const real = await realpath(path.join(root, ...wanted))
  if ((await realpath(root)) !== root) {
    throw refused('', 'is not where it was: a folder above it is a link now')
  }
  if (!isWithin(real, root)) {
    throw refused(wanted.join('/'), 'leads out of the folder of the session')
  }
  const parts = path
    .relative(root, real)
    .split(path.sep)
    .filter((part) => part !== '')
  if (bounds.isClosed(parts)) {
    throw refused(wanted.join('/'), 'is where Homeport keeps its own data')
  }
  if (!(await stat(real)).isDirectory()) {
    throw Object.assign(new Error('It is no folder.'), { code: 'ENOTDIR' })
  }
  return {
    parts,
    itself: real,
    at: (name) => path.join(real, name),
    readLink: async (name) => linkedParts({ root, from: parts }, await readlink(path.join(real, name))),
    holds: async (handle, at) => isOpened(handle, { at, root }),
    close: async () => {},
  }
}

/** Whether what was opened is what the path names, by device and number, and that lies inside. */
async function isOpened(
  handle: FileHandle,
  { at, root }: { readonly at: string; readonly root: string },
): Promise<boolean> {
  const real = await realpath(at)
  const [opened, named] = await Promise.all([handle.stat({ bigint: true }), stat(real, { bigint: true })])
  return isWithin(real, root) && opened.dev === named.dev && opened.ino === named.ino
}
