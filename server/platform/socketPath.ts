import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'

/** Bytes a unix socket's path may have on the meanest platform (macOS: 104 with the closing zero). */
export const MAX_SOCKET_PATH = 103

export interface SocketPlace {
  readonly platform: NodeJS.Platform
  readonly uid: number
  readonly tmpDir: string
}

/**
 * The address of a local socket of this data directory, short enough for every platform. Its folder exists
 * afterwards, belongs to us and is closed to others; the socket itself may or may not exist.
 *
 * The folder lies in the temporary directory, not in XDG_RUNTIME_DIR: that one is deleted when the person logs out,
 * and the host must stay reachable then.
 * @throws HomeportError SETTINGS_001 when somebody else holds the folder.
 */
export function socketPath(dataDir: string, name: string): string {
  const place = { platform: process.platform, uid: process.getuid?.() ?? 0, tmpDir: tmpdir() }
  const address = socketAddress(dataDir, name, place)
  if (place.platform !== 'win32') {
    claimFolder(path.dirname(address), place.uid)
  }
  return address
}

/** The same without touching anything. Pure. */
export function socketAddress(dataDir: string, name: string, place: SocketPlace): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  if (place.platform === 'win32') {
    return `\\\\.\\pipe\\homeport-${hash}-${name}`
  }
  const file = path.posix.join(`homeport-${place.uid}`, `${hash}-${name}.sock`)
  const address = path.posix.join(place.tmpDir, file)
  return Buffer.byteLength(address) <= MAX_SOCKET_PATH ? address : path.posix.join('/tmp', file)
}

function claimFolder(folder: string, uid: number): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const found = lstatSync(folder)
  if (!found.isDirectory() || found.uid !== uid || (found.mode & 0o077) !== 0) {
    throw new HomeportError(
      'SETTINGS_001',
      `The folder ${folder} for Homeport's local sockets is not ours alone (another user may have made it). ` +
        'Remove it, or set TMPDIR to a folder of your own, and start again.',
      { details: { path: folder } },
    )
  }
}
