import type { BrowserWindowConstructorOptions } from 'electron'
import type { ElectronParts, WindowPart } from './electronParts.ts'
import { type WindowSecurityDeps, secureWindow } from './windowSecurity.ts'

export interface WindowDeps extends WindowSecurityDeps {
  readonly BrowserWindow: ElectronParts['BrowserWindow']
  readonly nativeTheme: Pick<ElectronParts['nativeTheme'], 'shouldUseDarkColors'>
  /** The bundled preload script. */
  readonly preload: string
}

/** A guarded window of ours, hidden until `show`. It has loaded nothing yet. */
export function createWindow(size: WindowSize, deps: WindowDeps): WindowPart {
  // The page's own ground, so that nothing flashes before it is there.
  const backgroundColor = deps.nativeTheme.shouldUseDarkColors ? '#141413' : '#fbfaf8'
  const window = new deps.BrowserWindow({ ...windowOptions(size, deps.preload), backgroundColor })
  secureWindow(window.webContents, deps)
  return window
}

export type WindowSize = Pick<BrowserWindowConstructorOptions, 'width' | 'height' | 'minWidth' | 'minHeight'>

/** A window whose page has one door to the system: the preload's one function. Pure. */
export function windowOptions(size: WindowSize, preload: string): BrowserWindowConstructorOptions {
  return {
    title: 'Homeport',
    ...size,
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      navigateOnDragDrop: false,
      spellcheck: true,
    },
  }
}
