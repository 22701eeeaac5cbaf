import type { ServerInfo } from '#shared/operations/admin.ts'
import { HomeportError } from '#shared/errors.ts'
import { type WindowDeps, createWindow } from './window.ts'
import type { WindowPart } from '../electronWindow.ts'
import * as words from './words.ts'

const FRAME = { title: words.pairAPhone, width: 400, height: 520, minWidth: 280, minHeight: 420 }

export interface QrWindowDeps extends Omit<WindowDeps, 'home' | 'preload'> {
  /** With a fresh sign-in link: the page's own window may never have been open. */
  readonly serverInfo: () => Promise<ServerInfo | null>
}

/** A small window that pairs a phone. Secured like the main window, and without the bridge. */
export class QrWindow {
  readonly #deps: QrWindowDeps
  #window: WindowPart | null = null
  #home: string | null = null

  constructor(deps: QrWindowDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError HOST_001 when no server answers. */
  async show(): Promise<void> {
    const info = await this.#deps.serverInfo()
    if (info === null) {
      throw new HomeportError('HOST_001', words.noAddressToShow)
    }
    this.#home = info.local_url
    const window = (this.#window ??= this.#open())
    const url = new URL('/qr', info.local_url)
    url.hash = new URL(info.sign_in_url).hash
    const loaded = window.loadURL(url.href)
    // Shown even before it has loaded: an invisible window would hide a failure.
    window.show()
    window.focus()
    await loaded
  }

  #open(): WindowPart {
    const { parts, platform, icon, openExternal } = this.#deps
    const home = () => this.#home
    const window = createWindow(FRAME, { parts, platform, preload: null, icon, openExternal, home })
    window.on('closed', () => (this.#window = null))
    return window
  }
}
