import { access, constants, mkdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { failureCode, failureText } from '#server/platform/failure.ts'
import type { Folders } from '../sessions/ports/sessionPorts.ts'

/** Names that Windows keeps for devices, whatever the extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** Folders of the system, in which there is nothing to work on: processes and devices look like files there. */
const SYSTEM = ['/proc', '/sys', '/dev']

export interface FoldersDeps {
  /** Where Homeport makes the folders that it keeps. */
  readonly workspaces: string
  /** Homeport's own data directory: no session works in it, but in `workspaces`. */
  readonly dataDir: string
  /** What `~` means. */
  readonly home: string
}

/** The folders sessions work in: the person's own, and those Homeport keeps in `workspaces`. */
export function createFolders({ workspaces, dataDir, home }: FoldersDeps): Folders {
  return {
    resolve: async (wanted) => {
      const given = fromHome(wanted, home)
      if (!path.isAbsolute(given)) {
        throw refusal(given, 'is not an absolute path')
      }
      try {
        const real = await realpath(given)
        if (!(await stat(real)).isDirectory()) {
          throw refusal(given, 'is a file, not a folder')
        }
        if (SYSTEM.some((folder) => isWithin(real, folder))) {
          throw refusal(given, 'belongs to the system, and holds processes and devices, not files')
        }
        if (isWithin(real, await realPath(dataDir)) && !isBelow(real, await realPath(workspaces))) {
          throw refusal(given, 'is where Homeport keeps its own data')
        }
        await access(real, constants.R_OK | constants.X_OK)
        return real
      } catch (cause) {
        throw cause instanceof HomeportError ? cause : refusal(given, why(cause), cause)
      }
    },
    make: async (name) => {
      if (DEVICE.test(name) || /[. ]$/.test(name)) {
        throw refusal(name, 'is not a name a folder can have on every system')
      }
      const folder = path.join(workspaces, name)
      try {
        await mkdir(workspaces, { recursive: true, mode: 0o700 })
        await mkdir(folder)
        return await realpath(folder)
      } catch (cause) {
        if (failureCode(cause) === 'EEXIST') {
          throw new HomeportError(
            'SESSION_003',
            `There is a folder "${name}" already; nothing was changed. Choose another name, or open it: ${folder}`,
            { cause, details: { path: folder } },
          )
        }
        throw refusal(folder, why(cause), cause)
      }
    },
  }
}

/** `~` and `~/x` are at home, as in a shell. */
function fromHome(wanted: string, home: string): string {
  return /^~(?=$|[/\\])/.test(wanted) ? path.join(home, wanted.slice(1)) : wanted
}

/** Where a folder really is; itself when it is not there. */
async function realPath(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    return path.resolve(folder)
  }
}

function isWithin(folder: string, root: string): boolean {
  return folder === root || isBelow(folder, root)
}

function isBelow(folder: string, root: string): boolean {
  const relative = path.relative(root, folder)
  return relative !== '' && relative.split(path.sep)[0] !== '..' && !path.isAbsolute(relative)
}

function why(cause: unknown): string {
  switch (failureCode(cause)) {
    case 'ENOENT':
      return 'does not exist'
    case 'ENOTDIR':
      return 'lies in a file, not in a folder'
    case 'ERR_INVALID_ARG_VALUE':
      return 'has a character that no path can have'
    case 'EACCES':
    case 'EPERM':
      return 'may not be entered by the user Homeport runs as'
    default:
      return `cannot be used (${failureText(cause)})`
  }
}

function refusal(folder: string, reason: string, cause?: unknown): HomeportError {
  const message = `The folder ${folder} ${reason}. No session was started; choose another folder.`
  return new HomeportError('FILE_003', message, { cause, details: { path: folder } })
}
