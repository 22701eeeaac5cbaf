import { execFile } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { MenuEntry } from '#shared/desktop/bridge.ts'
import type { AppPart } from '#main/electronApi.ts'
import { refreshAutostart } from './autostart.ts'
import { type LinuxContext, entryText, programFile, programKeys, withKeys } from './entryFile.ts'

export interface MenuEntryDeps extends LinuxContext {
  readonly app: Pick<AppPart, 'isPackaged' | 'setAsDefaultProtocolClient'>
  readonly platform: NodeJS.Platform
  readonly files: {
    /** The program's picture, 256 pixels wide. */
    readonly icon: string
  }
}

/** The name of the entry and of its icon; by it the desktop knows the program's windows (`desktopName` in electron-builder.yml). */
const NAME = 'homeport-desktop'

/**
 * Offered to AppImages only: every other package installs its own entry, and where an AppImage shows up is the person's
 * choice.
 */
export function readMenuEntry(deps: MenuEntryDeps): MenuEntry {
  return { offered: isOffered(deps), present: existsSync(entryFile(deps)) }
}

/** Adds the program to the applications menu, as the handler of `homeport:` links, or removes it. Idempotent. */
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
  await updateLinkHandlers(deps)
  if (present) {
    deps.app.setAsDefaultProtocolClient('homeport')
  }
  return readMenuEntry(deps)
}

/**
 * Makes the autostart and menu entries name this file again; run at each start of an installed program. Never fails: a
 * home folder that cannot be written is no reason not to start.
 */
export function refreshOwnEntries(deps: MenuEntryDeps): void {
  if (deps.platform !== 'linux' || !deps.app.isPackaged) {
    return
  }
  for (const refresh of [refreshAutostart, refreshMenuEntry]) {
    try {
      refresh(deps)
    } catch {
      // The entry stays as it was; the desktop ignores it because of TryExec.
    }
  }
}

/** Rewrites our menu entry after an update has renamed the AppImage. No-op where there is none. */
function refreshMenuEntry(deps: MenuEntryDeps): void {
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

function entryFile(context: LinuxContext): string {
  return path.join(dataHome(context), 'applications', `${NAME}.desktop`)
}

function iconFile(context: LinuxContext): string {
  return path.join(dataHome(context), 'icons/hicolor/256x256/apps', `${NAME}.png`)
}

function dataHome({ env, home }: LinuxContext): string {
  return env['XDG_DATA_HOME'] || path.join(home, '.local/share')
}

/** Updates the desktop's database of link handlers. Desktops without it read the entries themselves. */
function updateLinkHandlers(context: LinuxContext): Promise<void> {
  return new Promise((resolve) => {
    const options = { env: context.env, timeout: 10_000, windowsHide: true }
    execFile('update-desktop-database', [path.dirname(entryFile(context))], options, () => resolve())
  })
}
