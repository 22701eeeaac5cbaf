import { randomBytes } from 'node:crypto'
import { closeSync, fsyncSync, openSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/**
 * Replaces a file whole or not at all: readers see the old or the new content, also after a power cut.
 * Mode 0600.
 * @throws Error of `node:fs`; the old content is kept then.
 */
export function replacePrivateFile(file: string, content: string | Buffer): void {
  const fresh = `${file}.${randomBytes(6).toString('hex')}.tmp`
  try {
    writeNewPrivateFile(fresh, content)
    renameSync(fresh, file)
  } catch (error) {
    rmSync(fresh, { force: true })
    throw error
  }
  syncFolder(path.dirname(file))
}

/**
 * Creates a file, mode 0600, on disk when it returns.
 * @throws Error with `code` EEXIST when it exists; others of `node:fs`.
 */
export function writeNewPrivateFile(file: string, content: string | Buffer): void {
  const handle = openSync(file, 'wx', 0o600)
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

function syncFolder(folder: string): void {
  if (process.platform === 'win32') {
    // Directories cannot be opened for that there.
    return
  }
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
