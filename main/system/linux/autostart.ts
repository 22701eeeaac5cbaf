import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { HIDDEN_FLAG } from '../hiddenFlag.ts'
import { type LinuxContext, entryText, isSwitchedOff, programFile, programKeys, withKeys } from './entryFile.ts'

/**
 * Whether the desktop starts the program at login. Electron does not support this on Linux: desktops start the entries
 * of one folder.
 */
export function isAutostarted(context: LinuxContext): boolean {
  const text = readEntry(context)
  return text !== null && !isSwitchedOff(text)
}

export function setAutostart(enabled: boolean, context: LinuxContext): void {
  const file = autostartFile(context)
  if (enabled) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, autostartEntry(programFile(context)))
  } else {
    rmSync(file, { force: true })
  }
}

/**
 * Rewrites an autostart entry that names another file than this program: the update of an AppImage is a new file with a
 * new name, and the old one is deleted. Other keys are kept. No-op where there is no entry.
 */
export function refreshAutostart(context: LinuxContext): void {
  const text = readEntry(context)
  const corrected = text === null ? null : withKeys(text, programKeys(programFile(context), HIDDEN_FLAG))
  if (corrected !== null && corrected !== text) {
    writeFileSync(autostartFile(context), corrected)
  }
}

export function autostartEntry(program: string): string {
  return entryText({
    Type: 'Application',
    Name: 'Homeport',
    'X-GNOME-Autostart-enabled': 'true',
    Terminal: 'false',
    ...programKeys(program, HIDDEN_FLAG),
  })
}

function readEntry(context: LinuxContext): string | null {
  try {
    return readFileSync(autostartFile(context), 'utf8')
  } catch {
    return null
  }
}

function autostartFile({ env, home }: LinuxContext): string {
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'autostart', 'homeport.desktop')
}
