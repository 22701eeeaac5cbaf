import { access, constants, mkdir, realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { failureCode, failureText } from '#server/platform/failure.ts'
import type { Folders } from './sessions/ports.ts'

/** Names that Windows keeps for devices, whatever the extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i

/** The folders sessions work in: the person's own, and those Homeport keeps in `workspaces`. */
export function createFolders(workspaces: string): Folders {
  return {
    resolve: async (given) => {
      if (!path.isAbsolute(given)) {
        throw refusal(given, 'is not an absolute path')
      }
      try {
        const real = await realpath(given)
        if (!(await stat(real)).isDirectory()) {
          throw refusal(given, 'is a file, not a folder')
        }
        await access(real, constants.R_OK | constants.X_OK)
        const nobodys = whatIsNobodys(real, await realDataDir(workspaces))
        if (nobodys !== null) {
          throw refusal(given, nobodys)
        }
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

/** The folders that Homeport keeps lie in its data directory, which is nobody else's. */
async function realDataDir(workspaces: string): Promise<string> {
  const dataDir = path.dirname(workspaces)
  return realpath(dataDir).catch(() => dataDir)
}

/** The system's windows into itself: nothing in there is a file that somebody works on. */
const SYSTEM = ['/proc', '/sys', '/dev']

/** Why no session works in a folder that is there; null: it may. Both with links resolved. Pure. */
function whatIsNobodys(real: string, dataDir: string): string | null {
  if (SYSTEM.some((folder) => isWithin(real, folder))) {
    return 'is a part of the system, not of anybody’s work'
  }
  const isOurs = isWithin(real, dataDir) && !isWithin(real, path.join(dataDir, 'workspaces'))
  return isOurs ? 'holds Homeport’s own data' : null
}

function isWithin(file: string, folder: string): boolean {
  const way = path.relative(folder, file)
  return way === '' || (!way.startsWith('..') && !path.isAbsolute(way))
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
