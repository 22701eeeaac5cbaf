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
  /** The page that is to be shown as soon as there is a server. */
  #wanted: string | null = null
  #overlay: Overlay | null = null

  constructor(deps: WindowsDeps) {
    this.#deps = deps
  }

  /** Somebody looks at one of our windows. */
  isFocused(): boolean {
    return [this.#page?.window, this.#recovery].some((window) => window?.isFocused() === true)
  }

  /** The window that a dialog belongs to; null: none is open. */
  get parent(): ParentPart | null {
    return this.#recovery ?? this.#page?.window ?? null
  }

  /** A server answers there. What was wanted before is shown now; a page on another address moves. */
  async serves(localUrl: string): Promise<void> {
    this.#closeRecovery()
    const hasMoved = this.#home !== null && this.#home !== localUrl
    this.#home = localUrl
    const wanted = this.#wanted ?? (hasMoved && this.#page !== null ? '/' : null)
    if (wanted !== null) {
      await this.#open(wanted, { isFront: this.#wanted !== null })
    }
  }

  /** Signs the page in anew, where it is; no-op when none is open. */
  async signIn(): Promise<void> {
    if (this.#page !== null) {
      const { pathname, search } = new URL(this.#page.contents.mainFrame.url)
      await this.#open(`${pathname}${search}`, { isFront: true })
    }
  }

  /** Brings the page to the front, or what is shown instead of it. Opens it when it is not open. */
  async show(): Promise<void> {
    const window = this.#recovery ?? this.#page?.window ?? null
    if (window === null) {
      await this.goTo('/')
    } else {
      toFront(window)
    }
  }

  /** Goes to a page of ours and brings it to the front. @param path as in the address bar: `/session/ID`. */
  async goTo(path: string): Promise<void> {
    this.#wanted = path
    if (this.#home === null || this.#recovery !== null) {
      return
    }
    if (this.#page === null || !this.#isAtHome(this.#page)) {
      await this.#open(path, { isFront: true })
      return
    }
    // The page goes there itself, as by a link: what was typed and not sent stays.
    this.#wanted = null
    this.#page.contents.send(ipcNames.go, path)
    toFront(this.#page.window)
  }

  /** Opens the field for finding text in the page; no-op when no page is shown. */
  async find(): Promise<void> {
    if (this.#recovery === null && this.#page?.window.isVisible() === true) {
      await this.#page.findBar.open()
    }
  }

  /** Of the page's window; null: it is not open. */
  get findBar(): PageWindow['findBar'] | null {
    return this.#page?.findBar ?? null
  }

  /** Asks the page to look after its connection. */
  wake(): void {
    this.#page?.contents.send(ipcNames.wake)
  }

  /** Says what went wrong in a window of its own, over the page that goes nowhere meanwhile. Rejects when it stays empty. */
  async showRecovery(): Promise<void> {
    if (this.#recovery !== null) {
      toFront(this.#recovery)
      return
    }
    const window = createWindow(RECOVERY_SIZE, { ...this.#deps, home: () => null })
    this.#recovery = window
    window.on('closed', () => (this.#recovery = this.#recovery === window ? null : this.#recovery))
    this.#page?.window.hide()
    const loaded = window.loadURL(addressOf('recovery'))
    // Whatever becomes of its page: an empty window says at least that something is wrong, an invisible one nothing.
    toFront(window)
    await loaded
  }

  /** Shows the number of sessions that wait, on the taskbar's button where that is the way. */
  markTaskbar(icon: Overlay['icon'], description: string): void {
    this.#overlay = { icon, description }
    this.#page?.window.setOverlayIcon(icon, description)
  }

  /** Which of our pages a frame is: the main frame of one of our windows, with our own page in it. */
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
      // Who saw what went wrong sees that it works again.
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
    // Each load signs in: one before it may have been cut short, or died with its server, before its own sign-in was
    // through. The secret stands in no log and leaves the address bar.
    url.hash = info === null ? '' : new URL(info.sign_in_url).hash
    if (isFront) {
      toFront(window)
    }
    // A page that is asked for while another one loads cuts that short.
    await window.loadURL(url.href).catch(() => {})
  }

  /** Its page has been loaded and listens. */
  #isAtHome({ contents }: PageWindow): boolean {
    return !contents.isLoading() && linkTarget(contents.mainFrame.url, this.#home).kind === 'inside'
  }

  #openPage(): PageWindow {
    const page = openPageWindow({ ...this.#deps, home: () => this.#home })
    // The taskbar's button is new with each window, and each time that one is shown.
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
