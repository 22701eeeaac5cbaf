import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { HIDDEN_FLAG } from '../hiddenFlag.ts'
import { type LinuxContext, entryText, isSwitchedOff, programFile, programKeys, withKeys } from './entryFile.ts'

/** Whether the desktop starts the program at login. Electron does nothing on Linux: what lies in a folder is started. */
export function isAutostarted(place: LinuxContext): boolean {
  const text = readEntry(place)
  return text !== null && !isSwitchedOff(text)
}

export function setAutostart(enabled: boolean, place: LinuxContext): void {
  const file = autostartFile(place)
  if (enabled) {
    mkdirSync(path.dirname(file), { recursive: true })
    writeFileSync(file, autostartEntry(programFile(place)))
  } else {
    rmSync(file, { force: true })
  }
}

/**
 * Corrects an entry that names another file than this program: the update of an AppImage is a new file with a new name,
 * and the old one is gone. What else stands in the entry stays. No-op where there is none.
 */
export function refreshAutostart(place: LinuxContext): void {
  const text = readEntry(place)
  const corrected = text === null ? null : withKeys(text, programKeys(programFile(place), HIDDEN_FLAG))
  if (corrected !== null && corrected !== text) {
    writeFileSync(autostartFile(place), corrected)
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

function readEntry(place: LinuxContext): string | null {
  try {
    return readFileSync(autostartFile(place), 'utf8')
  } catch {
    return null
  }
}

function autostartFile({ env, home }: LinuxContext): string {
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'autostart', 'homeport.desktop')
}
