import { HomeportError } from '#shared/errors.ts'
import { isGitFolder } from '#server/platform/files/gitFolder.ts'

/** Names that Windows keeps for devices, whatever the extension; the raised digits count there too. */
const DEVICE = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[\d¹²³]|lpt[\d¹²³])[. ]*(\.|:|$)/i
/** What Windows takes in no name, or reads as something else. */
const UNUSUAL = /[<>:"|?*\\\p{Cc}]|[. ]$|^ /u
/** Half of a letter: no file system keeps it. */
const LONELY = /\p{Surrogate}/u

/**
 * The parts of a path from a workspace; none: the workspace itself. Empty parts and `.` count nothing.
 * @throws HomeportError FILE_003 for what could lead elsewhere: an absolute path, `..`, on Windows also devices and streams.
 */
export function parsePath(text: string, platform: NodeJS.Platform = process.platform): readonly string[] {
  const parts = text.split('/')
  const isWindows = platform === 'win32'
  if (text.startsWith('/') || text.includes('\0') || LONELY.test(text) || (isWindows && text.includes('\\'))) {
    throw refused(text, 'is no path inside the folder of the session')
  }
  const kept = parts.filter((part) => part !== '' && part !== '.')
  if (kept.includes('..')) {
    throw refused(text, 'leads out of the folder of the session')
  }
  if (isWindows && kept.some((part) => !isUsualName(part))) {
    throw refused(text, 'has a name that Windows keeps for devices, or reads as another one')
  }
  return kept
}

/**
 * The path of something that is made here.
 * @throws HomeportError FILE_003 also where its name could not be on every system, or would be hidden from a person.
 */
export function parseNewPath(text: string, platform?: NodeJS.Platform): readonly string[] {
  const parts = parseWritablePath(text, platform)
  const name = parts.at(-1)
  if (name === undefined || !isUsualName(name)) {
    throw refused(text, 'is not a name that a file can have on every system')
  }
  return parts
}

/**
 * The path of something that is changed here.
 * @throws HomeportError FILE_003 also for what belongs to Git: it names programs that run.
 */
export function parseWritablePath(text: string, platform?: NodeJS.Platform): readonly string[] {
  const parts = parsePath(text, platform)
  if (parts.some(isGitFolder)) {
    throw refused(text, 'belongs to Git, and is not changed here')
  }
  return parts
}

/** Whether every system takes a name, and takes it for itself. */
export function isUsualName(name: string): boolean {
  return !DEVICE.test(name) && !UNUSUAL.test(name) && Buffer.byteLength(name) <= 255
}

/** A path with its reason, as an error. Nothing was changed. */
export function refused(path: string, reason: string, cause?: unknown): HomeportError {
  const shown = path === '' ? 'The folder of the session' : `"${path.slice(0, 200)}"`
  return new HomeportError('FILE_003', `${shown} ${reason}. Nothing was changed.`, { cause, details: { path } })
}
