import { type Asker, ipcNames } from '#shared/desktop/bridge.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { ElectronParts, FramePart, WindowPart } from './electronParts.ts'
import { linkTarget } from './links.ts'
import { createWindow } from './window.ts'

const PAGE_SIZE = { width: 1280, height: 860, minWidth: 360, minHeight: 480 }
const RECOVERY_SIZE = { width: 720, height: 560, minWidth: 360, minHeight: 360 }

/** A page that dies again and again is not loaded again for ever. */
const MAX_RELOADS = 3

export interface WindowsDeps {
  readonly BrowserWindow: ElectronParts['BrowserWindow']
  readonly nativeTheme: Pick<ElectronParts['nativeTheme'], 'shouldUseDarkColors'>
  /** The bundled preload script, and the page that is shown when there is no server. */
  readonly files: { readonly preload: string; readonly recovery: string }
  readonly openExternal: (url: string) => void
  /** Where the server is, with a fresh sign-in link; null while none answers. */
  readonly serverInfo: () => Promise<ServerInfo | null>
  /** The person closes the page's window: true when it is to go away. */
  readonly onClose: (window: WindowPart) => boolean
}

/** The program's windows: one on the server's page, one for when there is no server. */
export class Windows {
  readonly #deps: WindowsDeps
  #page: WindowPart | null = null
  #recovery: WindowPart | null = null
  #home: string | null = null
  /** The page that is to be shown as soon as there is a server. */
  #wanted: string | null = null
  #reloads = 0

  constructor(deps: WindowsDeps) {
    this.#deps = deps
  }

  /** Somebody looks at one of our windows. */
  isFocused(): boolean {
    return [this.#page, this.#recovery].some((window) => window?.isFocused() === true)
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

  /** Brings the page to the front, or what is shown instead of it. Opens it when it is not open. */
  async show(): Promise<void> {
    const window = this.#recovery ?? this.#page
    if (window === null) {
      await this.goTo('/')
    } else {
      toFront(window)
    }
  }

  /** Goes to a page of ours and brings it to the front. @param path as in the address bar: `/session/ID`. */
  async goTo(path: string): Promise<void> {
    this.#wanted = path
    if (this.#home !== null && this.#recovery === null) {
      await this.#open(path, { isFront: true })
    }
  }

  /** Asks the page to look after its connection. */
  wake(): void {
    this.#page?.webContents.send(ipcNames.wake)
  }

  /** Says what went wrong in a window of its own, over the page that goes nowhere meanwhile. */
  async showRecovery(): Promise<void> {
    if (this.#recovery !== null) {
      toFront(this.#recovery)
      return
    }
    const window = createWindow(RECOVERY_SIZE, { ...this.#deps, preload: this.#deps.files.preload, home: () => null })
    this.#recovery = window
    window.on('closed', () => (this.#recovery = this.#recovery === window ? null : this.#recovery))
    this.#page?.hide()
    await window.loadFile(this.#deps.files.recovery)
    toFront(window)
  }

  /** Shows the number of sessions that wait, on the taskbar's button where that is the way. */
  markTaskbar(icon: Parameters<WindowPart['setOverlayIcon']>[0], description: string): void {
    this.#page?.setOverlayIcon(icon, description)
  }

  /** Which of our pages a frame is: the main frame of one of our windows, with our own page in it. */
  askerOf(frame: FramePart | null): Asker | null {
    if (frame === null) {
      return null
    }
    if (isFrame(this.#page, frame) && linkTarget(frame.url, this.#home).kind === 'inside') {
      return 'page'
    }
    return isFrame(this.#recovery, frame) && frame.url.startsWith('file:') ? 'recovery' : null
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
    const info = this.#page === null || !isFront ? await this.#deps.serverInfo() : null
    if (this.#home === null || (this.#page === null && info === null)) {
      return
    }
    this.#wanted = null
    const window = (this.#page ??= this.#openPage())
    const url = new URL(path, this.#home)
    // A window that is new, or new to this address, signs in; the secret stands in no log and leaves the address bar.
    url.hash = info === null ? '' : new URL(info.sign_in_url).hash
    if (isFront) {
      toFront(window)
    }
    // A page that is asked for while another one loads cuts that short.
    await window.loadURL(url.href).catch(() => {})
  }

  #openPage(): WindowPart {
    const { files } = this.#deps
    const window = createWindow(PAGE_SIZE, { ...this.#deps, preload: files.preload, home: () => this.#home })
    window.on('close', (event) => {
      if (!this.#deps.onClose(window)) {
        event.preventDefault()
      }
    })
    window.on('closed', () => (this.#page = null))
    window.webContents.on('render-process-gone', (_event, { reason }) => {
      if (reason !== 'clean-exit' && this.#home !== null && this.#reloads < MAX_RELOADS) {
        this.#reloads += 1
        void window.loadURL(this.#home)
      }
    })
    return window
  }
}

function toFront(window: WindowPart): void {
  if (window.isMinimized()) {
    window.restore()
  }
  window.show()
  window.focus()
}

function isFrame(window: WindowPart | null, frame: FramePart): boolean {
  if (window === null || window.isDestroyed()) {
    return false
  }
  const { mainFrame } = window.webContents
  return mainFrame.processId === frame.processId && mainFrame.frameToken === frame.frameToken
}
