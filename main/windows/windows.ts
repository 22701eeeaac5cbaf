import { type BridgeCaller, ipcNames } from '#shared/desktop/bridge.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import { isFrameOf } from './frames.ts'
import { linkTarget } from './links.ts'
import { type PageWindow, type PageWindowDeps, openPageWindow } from './pageWindow.ts'
import { addressOf, isProgramPage } from './programPages.ts'
import { createWindow } from './window.ts'
import type { FramePart, ParentPart, WindowPart } from '../electronWindow.ts'

const RECOVERY_SIZE = { width: 720, height: 560, minWidth: 360, minHeight: 360 }

export interface WindowsDeps extends Omit<PageWindowDeps, 'home'> {
  /** Where the server is, with a fresh sign-in link; null while none answers. */
  readonly serverInfo: () => Promise<ServerInfo | null>
}

type Overlay = { readonly icon: Parameters<WindowPart['setOverlayIcon']>[0]; readonly description: string }

/** The program's windows: one on the server's page, one for when there is no server. */
export class Windows {
  readonly #deps: WindowsDeps
  #page: PageWindow | null = null
  #recovery: WindowPart | null = null
  #home: string | null = null
  /** The page to open as soon as there is a server. */
  #wanted: string | null = null
  #overlay: Overlay | null = null

  constructor(deps: WindowsDeps) {
    this.#deps = deps
  }

  /** Whether one of our windows has the focus. */
  isFocused(): boolean {
    return [this.#page?.window, this.#recovery].some((window) => window?.isFocused() === true)
  }

  /** The window that a dialog belongs to; null: none is open. */
  get parent(): ParentPart | null {
    return this.#recovery ?? this.#page?.window ?? null
  }

  /**
   * A server answers at `localUrl`. Opens the page that was asked for before; a page on another address is reloaded
   * there.
   */
  async serves(localUrl: string): Promise<void> {
    this.#closeRecovery()
    const hasMoved = this.#home !== null && this.#home !== localUrl
    this.#home = localUrl
    const wanted = this.#wanted ?? (hasMoved && this.#page !== null ? '/' : null)
    if (wanted !== null) {
      await this.#open(wanted, { isFront: this.#wanted !== null })
    }
  }

  /** Signs the page in again, where it is; no-op when none is open. */
  async signIn(): Promise<void> {
    if (this.#page !== null) {
      const { pathname, search } = new URL(this.#page.contents.mainFrame.url)
      await this.#open(`${pathname}${search}`, { isFront: true })
    }
  }

  /** Brings the page, or the recovery window, to the front. Opens the page when it is not open. */
  async show(): Promise<void> {
    const window = this.#recovery ?? this.#page?.window ?? null
    if (window === null) {
      await this.goTo('/')
    } else {
      toFront(window)
    }
  }

  /** Navigates to a page of the app and brings it to the front. @param path as in the address bar: `/session/ID`. */
  async goTo(path: string): Promise<void> {
    this.#wanted = path
    if (this.#home === null || this.#recovery !== null) {
      return
    }
    if (this.#page === null || !this.#isAtHome(this.#page)) {
      await this.#open(path, { isFront: true })
      return
    }
    // The page navigates itself, as by a link, so that unsent text is kept.
    this.#wanted = null
    this.#page.contents.send(ipcNames.go, path)
    toFront(this.#page.window)
  }

  /** Opens the find bar; no-op when no page is shown. */
  async find(): Promise<void> {
    if (this.#recovery === null && this.#page?.window.isVisible() === true) {
      await this.#page.findBar.open()
    }
  }

  /** The find bar of the page's window; null when it is not open. */
  get findBar(): PageWindow['findBar'] | null {
    return this.#page?.findBar ?? null
  }

  /** Makes the page check its connection. */
  wake(): void {
    this.#page?.contents.send(ipcNames.wake)
  }

  /** Shows the recovery page in its own window and hides the page. Rejects when it cannot be loaded. */
  async showRecovery(): Promise<void> {
    if (this.#recovery !== null) {
      toFront(this.#recovery)
      return
    }
    const { parts, platform, preload, icon, openExternal } = this.#deps
    const window = createWindow(RECOVERY_SIZE, { parts, platform, preload, icon, openExternal, home: () => null })
    this.#recovery = window
    window.on('closed', () => (this.#recovery = this.#recovery === window ? null : this.#recovery))
    this.#page?.window.hide()
    const loaded = window.loadURL(addressOf('recovery'))
    // Shown even before it has loaded: an empty window shows at least that something is wrong.
    toFront(window)
    await loaded
  }

  /** Sets the overlay of the taskbar button, where the system has one. */
  markTaskbar(icon: Overlay['icon'], description: string): void {
    this.#overlay = { icon, description }
    this.#page?.window.setOverlayIcon(icon, description)
  }

  /** Which of our pages a frame is; null unless it is the main frame of one of our windows and shows our own page. */
  askerOf(frame: FramePart | null): BridgeCaller | null {
    if (frame === null) {
      return null
    }
    if (isFrame(this.#page?.window ?? null, frame) && linkTarget(frame.url, this.#home).kind === 'inside') {
      return 'page'
    }
    if (this.#page?.findBar.isAsker(frame) === true) {
      return 'find'
    }
    return isFrame(this.#recovery, frame) && isProgramPage(frame.url, 'recovery') ? 'recovery' : null
  }

  #closeRecovery(): void {
    const window = this.#recovery
    this.#recovery = null
    if (window !== null) {
      // After the recovery page the app is shown again.
      this.#wanted ??= '/'
      window.destroy()
    }
  }

  async #open(path: string, { isFront }: { readonly isFront: boolean }): Promise<void> {
    const info = await this.#deps.serverInfo()
    if (this.#home === null || (this.#page === null && info === null)) {
      return
    }
    this.#wanted = null
    const { window } = (this.#page ??= this.#openPage())
    const url = new URL(path, this.#home)
    // Every load signs in: an earlier one may have been interrupted before its sign-in completed. The secret is not
    // logged and is removed from the address bar.
    url.hash = info === null ? '' : new URL(info.sign_in_url).hash
    if (isFront) {
      toFront(window)
    }
    // Rejects when a later load replaces it.
    await window.loadURL(url.href).catch(() => {})
  }

  /** Its page has loaded and receives messages. */
  #isAtHome({ contents }: PageWindow): boolean {
    return !contents.isLoading() && linkTarget(contents.mainFrame.url, this.#home).kind === 'inside'
  }

  #openPage(): PageWindow {
    const { parts, platform, preload, icon, openExternal, preferences, onClose } = this.#deps
    const home = () => this.#home
    const page = openPageWindow({ parts, platform, preload, icon, openExternal, preferences, onClose, home })
    // The taskbar button is created anew with each window, and each time the window is shown.
    page.window.on('show', () => this.#overlay !== null && mark(page.window, this.#overlay))
    page.window.on('closed', () => (this.#page = null))
    return page
  }
}

function mark(window: WindowPart, { icon, description }: Overlay): void {
  window.setOverlayIcon(icon, description)
}

function toFront(window: WindowPart): void {
  if (window.isMinimized()) {
    window.restore()
  }
  window.show()
  window.focus()
}

function isFrame(window: WindowPart | null, frame: FramePart): boolean {
  return window !== null && !window.isDestroyed() && isFrameOf(window.webContents, frame)
}
