import type { ServerInfo } from '#shared/operations/admin.ts'
import { HomeportError } from '#shared/errors.ts'
import type { ElectronParts, WindowPart } from '../electronParts.ts'
import { windowOptions } from '../window.ts'
import { secureWindow } from '../windowSecurity.ts'

const SIZE = { width: 340, height: 420, minWidth: 280, minHeight: 360 }

export interface QrWindowDeps {
  readonly BrowserWindow: ElectronParts['BrowserWindow']
  readonly openExternal: (url: string) => void
  /** With a fresh sign-in link: the page's own window may never have been open. */
  readonly serverInfo: () => Promise<ServerInfo | null>
}

/** A small window with the remote address for a phone's camera. As guarded as the big one, and without its bridge. */
export class QrWindow {
  readonly #deps: QrWindowDeps
  #window: WindowPart | null = null
  #home: string | null = null

  constructor(deps: QrWindowDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError SESSION_003 when no server answers. */
  async show(): Promise<void> {
    const info = await this.#deps.serverInfo()
    if (info === null) {
      throw new HomeportError('SESSION_003', 'Homeport does not run right now, so there is no address to show.')
    }
    this.#home = info.local_url
    const window = (this.#window ??= this.#open())
    const url = new URL('/qr', info.local_url)
    url.hash = new URL(info.sign_in_url).hash
    await window.loadURL(url.href)
    window.show()
    window.focus()
  }

  #open(): WindowPart {
    const { BrowserWindow, openExternal } = this.#deps
    const { webPreferences, ...options } = windowOptions(SIZE, '')
    const { preload: _preload, ...walls } = webPreferences ?? {}
    const window = new BrowserWindow({ ...options, webPreferences: walls, title: 'Homeport: remote address' })
    secureWindow(window.webContents, { home: () => this.#home, openExternal })
    window.on('closed', () => (this.#window = null))
    return window
  }
}
