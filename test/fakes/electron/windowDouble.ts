import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { BrowserWindowConstructorOptions, NativeImage } from 'electron'
import type { CDPSession, Frame, Page } from 'playwright-core'
import { pathToFileURL } from 'node:url'
import type { ContentsPart, FramePart, InvokePart, WindowPart } from '#main/electronParts.ts'
import { preloadScript } from './preloadWorld.ts'
import { PreventableEvent } from './preventableEvent.ts'
import type { SessionDouble } from './sessionDouble.ts'

export interface WindowDoubleDeps {
  readonly openPage: () => Promise<Page>
  readonly session: SessionDouble
  readonly invoke: (event: InvokePart, channel: string, args: readonly unknown[]) => unknown
  readonly onClosed: (window: WindowDouble, options: { readonly isLast: boolean }) => void
}

/** Electron's BrowserWindow with a real Chromium page in it, and the real preload before that page. */
export class WindowDouble extends EventEmitter implements WindowPart {
  readonly options: BrowserWindowConstructorOptions
  readonly webContents: ContentsDouble
  /** Of the newest `setOverlayIcon`. */
  overlay: { readonly icon: NativeImage | null; readonly description: string } | null = null
  state: 'hidden' | 'shown' | 'minimised' = 'hidden'
  #hasFocus = false
  #isDestroyed = false
  readonly #deps: WindowDoubleDeps

  constructor(options: BrowserWindowConstructorOptions, deps: WindowDoubleDeps) {
    super()
    this.options = options
    this.#deps = deps
    this.state = options.show === false ? 'hidden' : 'shown'
    this.webContents = new ContentsDouble(options, deps)
  }

  /** The Chromium page in it. */
  get page(): Promise<Page> {
    return this.webContents.page
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url)
    this.emit('ready-to-show')
  }

  async loadFile(file: string): Promise<void> {
    await this.loadURL(pathToFileURL(file).href)
  }

  show(): void {
    this.state = 'shown'
    this.focus()
  }

  hide(): void {
    this.state = 'hidden'
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
    this.#hasFocus = true
    this.emit('focus')
  }

  /** The person looks at another program. */
  blur(): void {
    this.#hasFocus = false
  }

  isFocused(): boolean {
    return this.#hasFocus && !this.#isDestroyed
  }

  isVisible(): boolean {
    return this.state === 'shown'
  }

  isMinimized(): boolean {
    return this.state === 'minimised'
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  setOverlayIcon(icon: NativeImage | null, description: string): void {
    this.overlay = { icon, description }
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
      void this.webContents.close()
      this.emit('closed')
      this.#deps.onClosed(this, options)
    }
  }
}

type OpenHandler = Parameters<ContentsPart['setWindowOpenHandler']>[0]

/** Electron's WebContents over a page: its navigations ask the listeners, as Electron's do. */
class ContentsDouble extends EventEmitter implements ContentsPart {
  readonly session: SessionDouble
  readonly page: Promise<Page>
  readonly #frames = new Map<Frame, FramePart>()
  readonly #deps: WindowDoubleDeps
  #mainFrame: Frame | null = null
  #openHandler: OpenHandler | null = null
  /** Addresses that the program itself asked for: no listener is asked about those. */
  #loading: string | null = null

  constructor(options: BrowserWindowConstructorOptions, deps: WindowDoubleDeps) {
    super()
    this.session = deps.session
    this.#deps = deps
    this.page = this.#open(options)
  }

  get mainFrame(): FramePart {
    return this.#mainFrame === null ? NO_FRAME : this.#partOf(this.#mainFrame)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  send(channel: string): void {
    void this.page.then((page) =>
      page.evaluate((name) => {
        ;(window as unknown as { electronDoubleSend?: (channel: string) => void }).electronDoubleSend?.(name)
      }, channel),
    )
  }

  async load(url: string): Promise<void> {
    const page = await this.page
    this.#loading = url.split('#')[0] ?? url
    await page.goto(url)
  }

  async close(): Promise<void> {
    await this.page.then((page) => page.close()).catch(() => {})
  }

  async #open({ webPreferences }: BrowserWindowConstructorOptions): Promise<Page> {
    const page = await this.#deps.openPage()
    this.#mainFrame = page.mainFrame()
    await page.exposeBinding('electronDoubleInvoke', ({ frame }, channel: string, args: unknown[]) =>
      this.#deps.invoke({ senderFrame: this.#partOf(frame) }, channel, args),
    )
    if (webPreferences?.preload !== undefined) {
      await page.addInitScript({ content: preloadScript(readFileSync(webPreferences.preload, 'utf8')) })
    }
    page.on('popup', (popup) => void popup.close())
    await this.#guardNavigation(await page.context().newCDPSession(page))
    return page
  }

  /** Chromium holds every document request until the listeners were asked. */
  async #guardNavigation(cdp: CDPSession): Promise<void> {
    const { frameTree } = await cdp.send('Page.getFrameTree')
    cdp.on('Page.windowOpen', ({ url }) => {
      this.#openHandler?.({ url } as Parameters<OpenHandler>[0])
    })
    cdp.on('Fetch.requestPaused', ({ requestId, request, frameId, redirectedRequestId }) => {
      const isOurs = frameId !== frameTree.frame.id || request.url.split('#')[0] === this.#loading
      const event = Object.assign(new PreventableEvent(), { url: request.url })
      if (!isOurs) {
        this.emit(redirectedRequestId === undefined ? 'will-navigate' : 'will-redirect', event)
      }
      void (
        event.isPrevented
          ? cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
          : cdp.send('Fetch.continueRequest', { requestId })
      ).catch(() => {})
    })
    await cdp.send('Page.enable')
    await cdp.send('Fetch.enable', { patterns: [{ resourceType: 'Document' }] })
  }

  #partOf(frame: Frame): FramePart {
    const part = this.#frames.get(frame) ?? {
      processId: 1,
      frameToken: `frame-${this.#frames.size}-${Math.random()}`,
      get url() {
        return frame.url()
      },
    }
    this.#frames.set(frame, part)
    return part
  }
}

const NO_FRAME: FramePart = { processId: 0, frameToken: '', url: '' }
