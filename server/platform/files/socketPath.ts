import { createHash } from 'node:crypto'
import { lstatSync, mkdirSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'

/** Bytes a unix socket's path may have on the meanest platform (macOS: 104 with the closing zero). */
export const MAX_SOCKET_PATH = 103

export interface SystemContext {
  readonly platform: NodeJS.Platform
  readonly uid: number
  readonly tmpDir: string
}

/**
 * The address of a local socket of this data directory, short enough for every platform. Its folder exists
 * afterwards, belongs to us and is closed to others; the socket itself may or may not exist. Whoever wants to connect
 * reads it in the run file.
 *
 * The folder lies in the temporary directory, not in XDG_RUNTIME_DIR: that one is deleted when the person logs out,
 * and the host must stay reachable then. Where somebody else was there first (any user of the machine can be), it is
 * left alone, and the socket lies in the data directory or in a folder with a name that nobody can foretell.
 * @throws HomeportError SETTINGS_001 when none of these can be had.
 */
export function socketPath(dataDir: string, name: string): string {
  const system = { platform: process.platform, uid: process.getuid?.() ?? 0, tmpDir: tmpdir() }
  const address = socketAddress(dataDir, name, system)
  if (system.platform === 'win32') {
    return address
  }
  const file = path.basename(address)
  const ours = [path.dirname(address), path.join(dataDir, 'run')].find(
    (folder) => fits(folder, file) && isOurs(folder, system.uid),
  )
  return path.join(ours ?? folderOfItsOwn(system, file), file)
}

/** The same without touching anything. */
export function socketAddress(dataDir: string, name: string, system: SystemContext): string {
  const hash = createHash('sha256').update(dataDir).digest('hex').slice(0, 16)
  if (system.platform === 'win32') {
    return `\\\\.\\pipe\\homeport-${hash}-${name}`
  }
  const file = path.posix.join(`homeport-${system.uid}`, `${hash}-${name}.sock`)
  const address = path.posix.join(system.tmpDir, file)
  return Buffer.byteLength(address) <= MAX_SOCKET_PATH ? address : path.posix.join('/tmp', file)
}

/** Made if it is not there. False: somebody else made it, may enter it, could exchange it, or it leads elsewhere. */
function isOurs(folder: string, uid: number): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    const found = lstatSync(folder)
    return found.isDirectory() && found.uid === uid && (found.mode & 0o077) === 0 && isKept(path.dirname(folder), uid)
  } catch {
    return false
  }
}

/** Whether nobody but us (and root) can put something else into the place of what is ours in there. */
function isKept(parent: string, uid: number): boolean {
  const { mode, uid: owner } = statSync(parent)
  const isSticky = (mode & 0o1000) !== 0
  return (owner === uid || owner === 0) && (isSticky || (mode & 0o022) === 0)
}

/** @throws HomeportError SETTINGS_001. */
function folderOfItsOwn({ tmpDir, uid }: SystemContext, file: string): string {
  const parent = fits(path.join(tmpDir, `homeport-${uid}-XXXXXX`), file) ? tmpDir : '/tmp'
  try {
    const folder = mkdtempSync(path.join(parent, `homeport-${uid}-`))
    if (isOurs(folder, uid)) {
      return folder
    }
  } catch {
    // Told below.
  }
  throw new HomeportError(
    'SETTINGS_001',
    `There is no folder for Homeport's local sockets that is ours alone: others may write in ${parent}. ` +
      'Set TMPDIR to a folder of your own, and start again.',
    { details: { problem: 'unusable', path: parent } },
  )
}

function fits(folder: string, file: string): boolean {
  return Buffer.byteLength(path.join(folder, file)) <= MAX_SOCKET_PATH
}
