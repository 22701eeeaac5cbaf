import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { type FileState, identityOf } from './fileState.ts'

/** An open transcript: `close` it. */
export interface OpenTranscript {
  /** That part of it, or as much of it as is there. @throws Error of `node:fs`. */
  readonly read: (offset: number, length: number) => Buffer
  readonly state: FileState
  readonly close: () => void
}

/**
 * Opens a file below the folder of the projects for reading; null when it is gone, may not be read, is no ordinary file, or
 * is reached through a link that leads out of that folder.
 */
export function openTranscript(projects: string, at: string): OpenTranscript | null {
  const file = path.join(projects, at)
  let fd: number | null = null
  try {
    if (path.relative(realpathSync(projects), realpathSync(file)) !== path.normalize(at)) {
      return null
    }
    fd = openSync(file, constants.O_RDONLY | WITHOUT_LINKS)
    const found = fstatSync(fd, { bigint: true })
    if (found.isFile()) {
      const open = fd
      const state = { identity: identityOf(found), size: Number(found.size), modified: Number(found.mtimeMs) }
      return { read: (offset, length) => readBytes(open, offset, length), state, close: () => closeSync(open) }
    }
  } catch {
    // Gone, or not for us: as if it were not there.
  }
  if (fd !== null) {
    closeSync(fd)
  }
  return null
}

/** Neither through a link, nor waiting at a pipe; Windows has no such flags. */
const WITHOUT_LINKS = (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/** The beginning of such a file as text; null where it cannot be opened. */
export function readStart(projects: string, at: string, bytes: number): string | null {
  const opened = openTranscript(projects, at)
  if (opened === null) {
    return null
  }
  try {
    return opened.read(0, bytes).toString('utf8')
  } catch {
    return null
  } finally {
    opened.close()
  }
}

/** That part of the file, or as much of it as is there. @throws Error of `node:fs`. */
export function readBytes(fd: number, offset: number, length: number): Buffer {
  const buffer = Buffer.allocUnsafe(length)
  let read = 0
  while (read < length) {
    const got = readSync(fd, buffer, read, length - read, offset + read)
    if (got === 0) {
      break
    }
    read += got
  }
  return buffer.subarray(0, read)
}
