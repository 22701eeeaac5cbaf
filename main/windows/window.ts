import type { BrowserWindowConstructorOptions, WebPreferences } from 'electron'
import { contextMenu } from './contextMenu.ts'
import type { ElectronParts } from '../electronApi.ts'
import type { ContentsPart, WindowPart } from '../electronWindow.ts'
import { type WindowSecurityDeps, secureWindow } from './windowSecurity.ts'
import * as words from './words.ts'

export interface WindowDeps extends WindowSecurityDeps {
  readonly parts: Pick<ElectronParts, 'BrowserWindow' | 'nativeTheme' | 'Menu' | 'clipboard'>
  readonly platform: NodeJS.Platform
  /** The bundled preload script; null: the page gets no bridge to the program. */
  readonly preload: string | null
  /** The program's icon, for systems that take none from the package. */
  readonly icon: string
}

/** Creates a secured window, hidden until `show`. It has loaded nothing yet. */
export function createWindow(frame: WindowFrame, deps: WindowDeps): WindowPart {
  // The page's background colour, so that nothing flashes before it has loaded.
  const backgroundColor = deps.parts.nativeTheme.shouldUseDarkColors ? '#141413' : '#fbfaf8'
  const window = new deps.parts.BrowserWindow({ ...windowOptions(frame, deps), backgroundColor })
  guardContents(window.webContents, deps)
  return window
}

export type WindowFrame = Pick<
  BrowserWindowConstructorOptions,
  'title' | 'x' | 'y' | 'width' | 'height' | 'minWidth' | 'minHeight'
>

/** The options of a window whose only way to the system is the preload's one function. */
export function windowOptions(
  frame: WindowFrame,
  { preload, platform, icon }: Pick<WindowDeps, 'preload' | 'platform' | 'icon'>,
): BrowserWindowConstructorOptions {
  return {
    title: words.homeport,
    ...frame,
    show: false,
    autoHideMenuBar: true,
    // Other systems take the icon from the package; an AppImage has no desktop entry that names one.
    ...(platform === 'linux' ? { icon } : {}),
    webPreferences: pagePreferences(preload),
  }
}

/** The sandboxed web preferences of every page. */
export function pagePreferences(preload: string | null): WebPreferences {
  return {
    ...(preload === null ? {} : { preload }),
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
  }
}

/** Secures the contents of a window and adds the context menu. */
export function guardContents(contents: ContentsPart, deps: Omit<WindowDeps, 'icon' | 'preload' | 'platform'>): void {
  secureWindow(contents, deps)
  contents.on('context-menu', (_event, at) => {
    const items = contextMenu(at, {
      replaceMisspelling: (word) => contents.replaceMisspelling(word),
      learnWord: (word) => void contents.session.addWordToSpellCheckerDictionary(word),
      copy: (text) => void deps.parts.clipboard.writeText(text),
    })
    if (items.length > 0) {
      deps.parts.Menu.buildFromTemplate(items).popup()
    }
  })
}
