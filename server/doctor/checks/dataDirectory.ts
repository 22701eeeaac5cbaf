import { type Stats, accessSync, constants, statSync } from 'node:fs'
import { failureCode, failureText } from '#server/platform/failure.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import { type CheckResult, fine } from '../doctorCheck.ts'

const name = 'Data directory'

/** Whether only we may enter the data directory, and only we may read the files in it that hold secrets. */
export function checkDataDirectory(paths: Paths): CheckResult {
  const { dataDir } = paths
  const found = statOrNull(dataDir)
  if (found === null) {
    return fine(name, `${dataDir} will be made at the first start`)
  }
  if (!found.isDirectory()) {
    return failed(`${dataDir} is not a directory.`, 'Move it away, or choose another one with --data-dir.')
  }
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    return failed(`${dataDir} cannot be written: ${failureText(error)}.`, 'Choose another one with --data-dir.')
  }
  return process.platform === 'win32' ? fine(name, dataDir) : checkPermissions(paths, found)
}

function checkPermissions(paths: Paths, found: Stats): CheckResult {
  const { dataDir } = paths
  if (found.uid !== process.getuid?.()) {
    return failed(
      `${dataDir} belongs to another user.`,
      `Give it back with chown, or choose another one with --data-dir.`,
    )
  }
  if (isOpen(found)) {
    return failed(`${dataDir} is open to other users (mode ${mode(found)}).`, `Close it: chmod 700 '${dataDir}'`)
  }
  const files = [paths.homeportDb, paths.sessionsDb, paths.hostRun, paths.gatewayRun, paths.vaultFile, paths.vaultKey]
  const open = files.filter((file) => isOpen(statOrNull(file)))
  return open.length === 0
    ? fine(name, `${dataDir}, closed to other users`)
    : failed(
        `Other users could read ${open.join(', ')}.`,
        `Close ${open.length === 1 ? 'it' : 'them'}: chmod 600 ${open.map((file) => `'${file}'`).join(' ')}`,
      )
}

function failed(detail: string, advice: string): CheckResult {
  return { name, state: 'failed', detail, advice }
}

function isOpen(file: Stats | null): boolean {
  return file !== null && (file.mode & 0o077) !== 0
}

function mode(file: Stats): string {
  return (file.mode & 0o777).toString(8)
}

function statOrNull(file: string): Stats | null {
  try {
    return statSync(file)
  } catch (error) {
    if (failureCode(error) === 'ENOENT') {
      return null
    }
    throw error
  }
}
