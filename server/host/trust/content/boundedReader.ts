import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { type FileHandle, access, open, opendir, stat } from 'node:fs/promises'
import { failureCode } from '#server/platform/failure.ts'

/** A settings file, a list of servers, a skill: none that people write is larger. */
const MAX_FILE_BYTES = 256 * 1024
const MAX_TOTAL_BYTES = 4 * 1024 * 1024
const MAX_FILES = 2_000
const MAX_ENTRIES = 10_000

export type ReadText =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'absent' }
  /** It is there, and it is not known what is in it. `why` completes "It …". */
  | { readonly kind: 'unreadable'; readonly why: string }

/** What tells one content of a file from another. */
export interface Digest {
  readonly bytes: number
  /** Its hash; where it is too large to be read at each look, its size and the times at which it was changed. */
  readonly mark: string
  /** null when it was not read, or is no text. */
  readonly text: string | null
}

/** What is run may be a program: more of it than this is not read at each look. */
const MAX_DIGEST_BYTES = 4 * 1024 * 1024
const MAX_DIGESTED = 32 * 1024 * 1024

/**
 * Reads files of a folder that nobody vouches for: regular ones only (a link counts as what it leads to), never a pipe or
 * a device, and no more than its bounds. One reader for one look at a folder. Never throws.
 */
export class BoundedReader {
  #files = 0
  #bytes = 0
  #entries = 0
  #digested = 0

  /** A file that is absent counts for nothing. */
  async read(file: string): Promise<ReadText> {
    try {
      // Asked first: merely opening a device may do something.
      if (!(await stat(file)).isFile()) {
        return unreadable('is no ordinary file')
      }
      const handle = await open(file, constants.O_RDONLY | NEVER_WAIT)
      try {
        const { size } = await handle.stat()
        this.#files += 1
        this.#bytes += size
        if (size > MAX_FILE_BYTES) {
          return unreadable(`is larger than ${MAX_FILE_BYTES / 1024} KiB`)
        }
        if (this.#files > MAX_FILES || this.#bytes > MAX_TOTAL_BYTES) {
          return unreadable('is one of too many files')
        }
        // A file that grows meanwhile is read to its bound only.
        const buffer = Buffer.alloc(MAX_FILE_BYTES + 1)
        const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0)
        return decode(buffer.subarray(0, bytesRead))
      } finally {
        await handle.close()
      }
    } catch (error) {
      return isAbsent(error) ? { kind: 'absent' } : unreadable(`cannot be read (${failureCode(error) ?? 'unknown'})`)
    }
  }

  /** null: there is no such regular file. One that may not be read is told by its times as well. */
  async digest(file: string): Promise<Digest | null> {
    try {
      const found = await stat(file)
      if (!found.isFile()) {
        return null
      }
      const { size, mtimeMs, ctimeMs, ino } = found
      const unread = { bytes: size, mark: `Changed ${mtimeMs}, ${ctimeMs}, number ${ino}`, text: null }
      if (size > MAX_DIGEST_BYTES || this.#digested + size > MAX_DIGESTED) {
        return unread
      }
      this.#digested += size
      const handle = await open(file, constants.O_RDONLY | NEVER_WAIT).catch(() => null)
      return handle === null ? unread : await digestOf(handle, size)
    } catch {
      return null
    }
  }

  /** Whether it is a folder that can be entered; a link counts as what it leads to. */
  async isFolder(folder: string): Promise<boolean> {
    try {
      await access(folder, constants.R_OK | constants.X_OK)
      return (await stat(folder)).isDirectory()
    } catch {
      return false
    }
  }

  /** The names in a folder, sorted; null when there are too many to look at. An absent folder has none. */
  async list(folder: string): Promise<readonly string[] | null> {
    const names: string[] = []
    try {
      for await (const { name } of await opendir(folder)) {
        this.#entries += 1
        if (this.#entries > MAX_ENTRIES) {
          return null
        }
        names.push(name)
      }
    } catch (error) {
      return isAbsent(error) ? [] : null
    }
    return names.toSorted((left, right) => (left < right ? -1 : 1))
  }
}

/** Opening a pipe that nobody writes to would wait for ever. Windows has neither the flag nor such pipes. */
const NEVER_WAIT = process.platform === 'win32' ? 0 : constants.O_NONBLOCK | constants.O_NOCTTY

/** A file that grows meanwhile is another one at the next look. */
async function digestOf(handle: FileHandle, size: number): Promise<Digest> {
  try {
    const buffer = Buffer.alloc(size)
    const { bytesRead } = await handle.read(buffer, 0, size, 0)
    const bytes = buffer.subarray(0, bytesRead)
    const decoded = decode(bytes)
    const mark = `SHA-256 ${createHash('sha256').update(bytes).digest('hex')}`
    return { bytes: size, mark, text: decoded.kind === 'text' ? decoded.text : null }
  } finally {
    await handle.close()
  }
}

function decode(bytes: Buffer): ReadText {
  if (bytes.length > MAX_FILE_BYTES) {
    return unreadable('grows while it is read')
  }
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return unreadable('is no text')
  }
}

function unreadable(why: string): ReadText {
  return { kind: 'unreadable', why }
}

function isAbsent(error: unknown): boolean {
  const code = failureCode(error)
  return code === 'ENOENT' || code === 'ENOTDIR'
}
