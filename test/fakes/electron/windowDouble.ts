import { EventEmitter } from 'node:events'
import type { BrowserWindowConstructorOptions, NativeImage, Rectangle } from 'electron'
import type { Page } from 'playwright-core'
import type { AnyViewPart, WindowPart } from '#main/electronWindow.ts'
import { ContentsDouble, type ContentsDoubleDeps } from './contentsDouble.ts'
import { PreventableEvent } from './preventableEvent.ts'

export interface WindowDoubleDeps extends ContentsDoubleDeps {
  readonly platform: NodeJS.Platform
  /** There nobody can tell whether a window is minimised. */
  readonly isWayland: boolean
  readonly onClosed: (window: WindowDouble, options: { readonly isLast: boolean }) => void
}

/** Electron's BrowserWindow with a real Chromium page in it, and the real preload before that page. */
export class WindowDouble extends EventEmitter implements WindowPart {
  readonly options: BrowserWindowConstructorOptions
  readonly webContents: ContentsDouble
  /** What lies on top of its page. */
  readonly views: AnyViewPart[] = []
  /** On the taskbar's button; a button that is gone takes it along. */
  overlay: { readonly icon: NativeImage | null; readonly description: string } | null = null
  state: 'hidden' | 'shown' | 'minimised' = 'hidden'
  bounds: Rectangle
  #isFull = false
  #isLarge = false
  #hasFocus = false
  #isDestroyed = false
  readonly #deps: WindowDoubleDeps

  constructor(options: BrowserWindowConstructorOptions, deps: WindowDoubleDeps) {
    super()
    this.options = options
    this.#deps = deps
    this.state = options.show === false ? 'hidden' : 'shown'
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    this.webContents = new ContentsDouble(options.webPreferences, deps)
  }

  /** The Chromium page in it. */
  get page(): Promise<Page> {
    return this.webContents.page
  }

  readonly contentView = {
    addChildView: (view: AnyViewPart): void => {
      this.views.push(view)
    },
    removeChildView: (view: AnyViewPart): void => {
      this.views.splice(this.views.indexOf(view), 1)
    },
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.loadURL(url)
    this.emit('ready-to-show')
  }

  /** The system gives the focus later, and tells of it then. */
  show(): void {
    this.state = 'shown'
    this.emit('show')
    this.focus()
  }

  hide(): void {
    this.state = 'hidden'
    this.overlay = null
    this.#hasFocus = false
  }

  minimize(): void {
    this.state = 'minimised'
    this.#hasFocus = false
  }

  restore(): void {
    this.state = 'shown'
  }

  focus(): void {
    setImmediate(() => {
      if (this.state === 'shown' && !this.#isDestroyed) {
        this.#hasFocus = true
        this.emit('focus')
      }
    })
  }

  /** The person looks at another program. */
  blur(): void {
    this.#hasFocus = false
  }

  isFocused(): boolean {
    return this.#hasFocus && !this.#isDestroyed
  }

  isVisible(): boolean {
    return this.state !== 'hidden'
  }

  isMinimized(): boolean {
    return this.state === 'minimised' && !this.#deps.isWayland
  }

  isMaximized(): boolean {
    return this.#isLarge
  }

  /** Shows the window, too. */
  maximize(): void {
    this.#isLarge = true
    this.state = 'shown'
  }

  isFullScreen(): boolean {
    return this.#isFull
  }

  /** On macOS it takes a while, and the end of it is told. */
  setFullScreen(isFull: boolean): void {
    this.#isFull = isFull
    if (!isFull) {
      setImmediate(() => this.emit('leave-full-screen'))
    }
  }

  getNormalBounds(): Rectangle {
    return this.bounds
  }

  getContentBounds(): Rectangle {
    return this.bounds
  }

  /** The person drags the window or its edge. */
  userMoves(bounds: Rectangle): void {
    this.bounds = bounds
    this.emit('move')
    this.emit('resize')
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setOverlayIcon(icon: NativeImage | null, description: string): void {
    if (this.#deps.platform !== 'win32') {
      throw new Error('Only the taskbar of Windows has such marks.')
    }
    this.overlay = this.state === 'hidden' ? null : { icon, description }
  }

  /** The person presses the close button. False: the program held it back. */
  userCloses(options: { readonly isLast: boolean } = { isLast: true }): boolean {
    const event = new PreventableEvent()
    this.emit('close', event)
    if (event.isPrevented) {
      return false
    }
    this.#close(options)
    return true
  }

  destroy(): void {
    this.#close({ isLast: true })
  }

  #close(options: { readonly isLast: boolean }): void {
    if (!this.#isDestroyed) {
      this.#isDestroyed = true
      this.webContents.close()
      this.emit('closed')
      this.#deps.onClosed(this, options)
    }
  }
}

/** Electron's WebContentsView: a page of its own on top of a window's. */
export class ViewDouble {
  readonly webContents: ContentsDouble
  bounds: Rectangle = { x: 0, y: 0, width: 0, height: 0 }

  constructor(webPreferences: BrowserWindowConstructorOptions['webPreferences'], deps: ContentsDoubleDeps) {
    this.webContents = new ContentsDouble(webPreferences, deps)
  }

  setBounds(bounds: Rectangle): void {
    this.bounds = bounds
  }
}
