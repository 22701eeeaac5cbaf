import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { secureWindow } from './windowSecurity.ts'

export interface WindowDeps {
  readonly BrowserWindow: new (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly openExternal: (url: string) => void
}

/**
 * Opens the window on the server's page. The page is the same as in any browser and gets no more power than there.
 * @param address.signInUrl the address with the one-time secret in its fragment, which no server log ever sees.
 */
export async function openWindow(
  address: { readonly localUrl: string; readonly signInUrl: string },
  deps: WindowDeps,
): Promise<BrowserWindow> {
  const window = new deps.BrowserWindow(windowOptions())
  secureWindow(window.webContents, { home: address.localUrl, openExternal: deps.openExternal })
  window.once('ready-to-show', () => window.show())
  await window.loadURL(address.signInUrl)
  return window
}

/** A window without any door from the page to the system. Pure. */
export function windowOptions(): BrowserWindowConstructorOptions {
  return {
    title: 'Homeport',
    width: 1280,
    height: 860,
    minWidth: 360,
    minHeight: 480,
    // Shown when there is something to see: no white flash.
    show: false,
    webPreferences: {
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: true,
    },
  }
}
