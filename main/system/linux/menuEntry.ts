import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MenuEntry } from '#shared/desktop/bridge.ts'
import type { AppPart } from '#main/electronApi.ts'
import { type LinuxContext, entryText, programFile, programKeys, withKeys } from './entryFile.ts'

export interface MenuEntryDeps extends LinuxContext {
  readonly app: Pick<AppPart, 'isPackaged' | 'setAsDefaultProtocolClient'>
  readonly platform: NodeJS.Platform
  readonly files: {
    /** The program's picture, 256 pixels wide. */
    readonly icon: string
  }
}

/**
 * The name of the entry and of its picture: by it the desktop knows which windows are the program's (`desktopName` in
 * electron-builder.yml).
 */
const NAME = 'homeport-desktop'

/**
 * Only an AppImage has to be asked about: every other package has its entry from its installer, and where a file put on
 * the machine by hand shows up is the person's to say.
 */
export function readMenuEntry(deps: MenuEntryDeps): MenuEntry {
  return { offered: isOffered(deps), present: existsSync(entryFile(deps)) }
}

/** Puts the program among the desktop's applications, as what opens `homeport:` links; or takes it away. Idempotent. */
export async function setMenuEntry(present: boolean, deps: MenuEntryDeps): Promise<MenuEntry> {
  if (!isOffered(deps)) {
    return readMenuEntry(deps)
  }
  if (present) {
    mkdirSync(path.dirname(iconFile(deps)), { recursive: true })
    mkdirSync(path.dirname(entryFile(deps)), { recursive: true })
    copyFileSync(deps.files.icon, iconFile(deps))
    writeFileSync(entryFile(deps), menuEntryText(programFile(deps)))
  } else {
    rmSync(entryFile(deps), { force: true })
    rmSync(iconFile(deps), { force: true })
  }
  await tellDesktop(deps)
  if (present) {
    deps.app.setAsDefaultProtocolClient('homeport')
  }
  return readMenuEntry(deps)
}

/** Corrects an entry of ours after an update has renamed the AppImage. No-op where there is none. */
export function refreshMenuEntry(deps: MenuEntryDeps): void {
  if (!isOffered(deps) || !existsSync(entryFile(deps))) {
    return
  }
  const text = readFileSync(entryFile(deps), 'utf8')
  const corrected = withKeys(text, programKeys(programFile(deps), '%U'))
  if (corrected !== text) {
    writeFileSync(entryFile(deps), corrected)
  }
}

export function menuEntryText(program: string): string {
  return entryText({
    Type: 'Application',
    Name: 'Homeport',
    Comment: "Your workstation's Claude Code, from any browser",
    Icon: NAME,
    Terminal: 'false',
    Categories: 'Development;',
    MimeType: 'x-scheme-handler/homeport;',
    StartupWMClass: NAME,
    ...programKeys(program, '%U'),
  })
}

function isOffered({ app, platform, env }: MenuEntryDeps): boolean {
  return app.isPackaged && platform === 'linux' && (env['APPIMAGE'] ?? '') !== ''
}

function entryFile(place: LinuxContext): string {
  return path.join(dataHome(place), 'applications', `${NAME}.desktop`)
}

function iconFile(place: LinuxContext): string {
  return path.join(dataHome(place), 'icons/hicolor/256x256/apps', `${NAME}.png`)
}

function dataHome({ env, home }: LinuxContext): string {
  return env['XDG_DATA_HOME'] || path.join(home, '.local/share')
}

/** Which entry opens which links is looked up in a list that this program writes. Desktops without it look themselves. */
function tellDesktop(place: LinuxContext): Promise<void> {
  return new Promise((resolve) => {
    const options = { env: place.env, timeout: 10_000, windowsHide: true }
    execFile('update-desktop-database', [path.dirname(entryFile(place))], options, () => resolve())
  })
}
