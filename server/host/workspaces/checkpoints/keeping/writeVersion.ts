import {
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  symlinkSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { statOrNull } from './safeFile.ts'
import type { MaybeVersion } from './version.ts'

/** A file could not be written where it belongs. */
export class NotReachable extends Error {}

export interface Written {
  readonly folder: string
  readonly relative: string
  /** null: the file goes. */
  readonly version: MaybeVersion
  readonly bytes: Uint8Array | null
}

/**
 * Makes a file of the folder what it was: whole or not at all, whatever ends this program. Links are replaced, never
 * followed: nothing outside of the folder is touched.
 * @throws NotReachable where a folder on the way is a link or no folder any more, or a folder has the file's name.
 */
export function writeVersion({ folder, relative, version, bytes }: Written): void {
  const parent = path.dirname(relative)
  if (version !== null) {
    makeFolders(folder, parent)
  }
  const opened = openParent(folder, parent)
  if (opened === null) {
    return
  }
  try {
    const name = path.basename(relative)
    const target = path.join(opened.path, name)
    if (lstatSync(target, { throwIfNoEntry: false })?.isDirectory() === true) {
      throw new NotReachable('A folder has its name.')
    }
    if (version === null) {
      unlinkSync(target)
    } else {
      replace(opened.path, target, { version, bytes: bytes ?? new Uint8Array() })
    }
  } finally {
    opened.close()
  }
  if (version === null) {
    removeEmpty(folder, parent)
  }
}

function replace(
  parent: string,
  target: string,
  { version, bytes }: { readonly version: NonNullable<MaybeVersion>; readonly bytes: Uint8Array },
): void {
  const fresh = path.join(parent, `.homeport-${randomBytes(8).toString('hex')}`)
  try {
    if (version.kind === 'link') {
      symlinkSync(Buffer.from(bytes), fresh)
    } else {
      const descriptor = openSync(fresh, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL, 0o600)
      try {
        for (let at = 0; at < bytes.length;) {
          at += writeSync(descriptor, bytes, at)
        }
        fchmodSync(descriptor, version.mode)
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
    }
    renameSync(fresh, target)
  } catch (error) {
    try {
      unlinkSync(fresh)
    } catch {
      // It was never made, or it is in its place already.
    }
    throw error
  }
}

/** Missing folders on the way to a file, one by one: none of them may be a link. */
function makeFolders(folder: string, parent: string): void {
  let at = folder
  for (const part of parent === '.' ? [] : parent.split('/')) {
    at = path.join(at, part)
    const stats = statOrNull(at)
    if (stats === null) {
      mkdirSync(at)
    } else if (!stats.isDirectory()) {
      throw new NotReachable('A folder on the way is none any more.')
    }
  }
}

interface OpenParent {
  readonly path: string
  readonly close: () => void
}

/**
 * The folder in which a file lies, held open: what is done by `path` happens in exactly this folder, also when somebody
 * puts a link in its place meanwhile (Linux; elsewhere the check comes right before). null: there is none.
 */
function openParent(folder: string, parent: string): OpenParent | null {
  const wanted = parent === '.' ? folder : path.join(folder, parent)
  if (statOrNull(wanted) === null) {
    return null
  }
  if (process.platform !== 'linux') {
    assertThere(realpathSync(wanted), wanted)
    return { path: wanted, close: () => undefined }
  }
  const descriptor = openSync(wanted, constants.O_RDONLY | constants.O_DIRECTORY | constants.O_NOFOLLOW)
  const held = `/proc/self/fd/${descriptor}`
  try {
    assertThere(readlinkSync(held), wanted)
  } catch (error) {
    closeSync(descriptor)
    throw error
  }
  return { path: held, close: () => closeSync(descriptor) }
}

function assertThere(real: string, wanted: string): void {
  if (real !== wanted) {
    throw new NotReachable('A folder on the way is a link.')
  }
}

/** Folders that held nothing but what went. */
function removeEmpty(folder: string, parent: string): void {
  for (let at = parent; at !== '.' && at !== ''; at = path.dirname(at)) {
    try {
      rmdirSync(path.join(folder, at))
    } catch {
      return
    }
  }
}
