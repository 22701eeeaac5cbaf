import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { upwards } from '#server/platform/files/upwards.ts'

/** How to open the desktop window, or why it cannot be. */
export type DesktopWindow =
  | { readonly kind: 'possible'; readonly electron: string; readonly args: readonly string[] }
  | { readonly kind: 'impossible'; readonly reason: string }

export interface DesktopContext {
  readonly env: NodeJS.ProcessEnv
  readonly platform: NodeJS.Platform
  readonly execPath: string
  readonly versions: Readonly<Record<string, string | undefined>>
  /** The file this code was loaded from. */
  readonly moduleFile: string
}

/** Looks for a display, Electron's binary and the built window. Downloads nothing. */
export function findDesktopWindow(context: DesktopContext): DesktopWindow {
  if (!hasDisplay(context)) {
    return { kind: 'impossible', reason: 'there is no display' }
  }
  // The installed program: it is Electron that runs this, and it knows its own window.
  if (context.versions['electron'] !== undefined) {
    return { kind: 'possible', electron: context.execPath, args: [] }
  }
  const electron = electronBinary(context)
  if (electron === null) {
    return { kind: 'impossible', reason: 'Electron is not installed' }
  }
  const root = rootOf(context.moduleFile)
  // The folder and not its file: only then Electron knows the program's name and version.
  return existsSync(path.join(root, 'dist/main/main.js'))
    ? { kind: 'possible', electron, args: [root] }
    : { kind: 'impossible', reason: 'it is not built (npm run build)' }
}

/** Opens the window in a process of its own. It asks the running server for everything; closing it ends nothing. */
export function openDesktopWindow(window: Extract<DesktopWindow, { kind: 'possible' }>, dataDir: string): void {
  const { ELECTRON_RUN_AS_NODE: _asNode, ...env } = process.env
  const child = spawn(window.electron, window.args, {
    detached: true,
    windowsHide: true,
    stdio: 'ignore',
    env: { ...env, HOMEPORT_DATA_DIR: dataDir },
  })
  // A window that cannot open is no reason to stop serving; the link was printed.
  child.on('error', () => {})
  child.unref()
}

export function hasDisplay({ env, platform }: Pick<DesktopContext, 'env' | 'platform'>): boolean {
  return platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}

/** Electron's own package would fetch the binary when asked for it, so its files are examined instead. */
function electronBinary({ env, moduleFile }: DesktopContext): string | null {
  try {
    const folder = path.dirname(createRequire(moduleFile).resolve('electron/package.json'))
    const dist = env['ELECTRON_OVERRIDE_DIST_PATH'] || path.join(folder, 'dist')
    const name = existsSync(path.join(folder, 'path.txt'))
      ? readFileSync(path.join(folder, 'path.txt'), 'utf8').trim()
      : 'electron'
    const binary = path.join(dist, name)
    return existsSync(binary) ? binary : null
  } catch {
    return null
  }
}

/** The checkout or the installed program: the innermost folder around the running code that has a `package.json`. */
function rootOf(moduleFile: string): string {
  const here = path.dirname(moduleFile)
  return [...upwards(here)].find((folder) => existsSync(path.join(folder, 'package.json'))) ?? here
}
