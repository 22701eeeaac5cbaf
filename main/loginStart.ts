import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { LoginStart } from '#shared/desktop/bridge.ts'
import type { AppPart } from './electronParts.ts'

export interface LoginStartDeps {
  readonly app: Pick<AppPart, 'isPackaged' | 'getLoginItemSettings' | 'setLoginItemSettings'>
  readonly platform: NodeJS.Platform
  readonly env: NodeJS.ProcessEnv
  readonly home: string
  /** The program's own file. */
  readonly execPath: string
}

/** The flag of a start that shows no window. */
export const HIDDEN_FLAG = '--hidden'

export function readLoginStart(deps: LoginStartDeps): LoginStart {
  const problem = deps.app.isPackaged
    ? null
    : 'This is a checkout. The installed program can be started with the computer.'
  if (deps.platform === 'linux') {
    return { enabled: existsSync(autostartFile(deps)), problem, hint: null }
  }
  // Windows compares the whole command line: asked without the arguments, it knows of no such start.
  const item = deps.app.getLoginItemSettings(deps.platform === 'win32' ? { args: [HIDDEN_FLAG] } : {})
  const hint = deps.platform === 'darwin' && item.status === 'requires-approval' ? APPROVAL : null
  return { enabled: item.openAtLogin || hint !== null, problem, hint }
}

const APPROVAL = 'macOS waits for your approval: System Settings, General, Login Items.'

/** Starts the program, without a window, whenever the person signs in to the computer; or no more. Idempotent. */
export function setLoginStart(enabled: boolean, deps: LoginStartDeps): LoginStart {
  if (deps.app.isPackaged && deps.platform === 'linux') {
    setAutostart(enabled, deps)
  } else if (deps.app.isPackaged) {
    deps.app.setLoginItemSettings({ openAtLogin: enabled, args: [HIDDEN_FLAG] })
  }
  return readLoginStart(deps)
}

/** Electron does nothing on Linux: the desktops there start what lies in this folder (XDG autostart). */
function setAutostart(enabled: boolean, deps: LoginStartDeps): void {
  const file = autostartFile(deps)
  if (enabled) {
    mkdirSync(path.dirname(file), { recursive: true })
    // An AppImage is mounted anew at each start: its own file is named by APPIMAGE.
    writeFileSync(file, autostartEntry(deps.env['APPIMAGE'] || deps.execPath))
  } else {
    rmSync(file, { force: true })
  }
}

function autostartFile({ env, home }: LoginStartDeps): string {
  return path.join(env['XDG_CONFIG_HOME'] || path.join(home, '.config'), 'autostart', 'homeport.desktop')
}

/** Pure. The path is quoted as the Desktop Entry Specification wants it, `%` doubled. */
export function autostartEntry(program: string): string {
  const quoted = program
    .replaceAll(/["`$\\]/g, String.raw`\$&`)
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Homeport',
    `Exec="${quoted}" ${HIDDEN_FLAG}`,
    'X-GNOME-Autostart-enabled=true',
    'Terminal=false',
    '',
  ].join('\n')
}
