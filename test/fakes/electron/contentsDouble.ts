import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { FindInPageOptions, WebPreferences } from 'electron'
import type { CDPSession, Frame, Page } from 'playwright-core'
import type { InvokePart } from '#main/electronApi.ts'
import type { ContentsPart, ContextPart, FramePart } from '#main/electronWindow.ts'
import { PreloadDouble } from './preloadDouble.ts'
import { PreventableEvent } from './preventableEvent.ts'
import { type ProtocolDouble, schemeAddress } from './protocolDouble.ts'
import type { SessionDouble } from './sessionDouble.ts'

export interface ContentsDoubleDeps {
  readonly openPage: () => Promise<Page>
  readonly session: SessionDouble
  readonly protocol: ProtocolDouble
  /** The fuse grantFileProtocolExtraPrivileges is off in packages: their `file:` pages cannot be loaded. */
  readonly hasFilePages: boolean
  /** Nothing is loaded while the key of the cookies is waited for. */
  readonly hasCookieKey: () => boolean
  readonly invoke: (event: InvokePart, channel: string, args: readonly unknown[]) => unknown
}

type OpenHandler = Parameters<ContentsPart['setWindowOpenHandler']>[0]

let lastId = 0

/** Electron's WebContents over a page: its navigations ask the listeners, as Electron's do. */
export class ContentsDouble extends EventEmitter implements ContentsPart {
  readonly id = (lastId += 1)
  readonly session: SessionDouble
  readonly page: Promise<Page>
  readonly replaced: string[] = []
  readonly #frames = new Map<Frame, FramePart>()
  readonly #deps: ContentsDoubleDeps
  #mainFrame: Frame | null = null
  #preload: PreloadDouble | null = null
  #openHandler: OpenHandler | null = null
  /** Addresses that the program itself asked for: no listener is asked about those. */
  #loading: string | null = null
  #loads = 0

  constructor(webPreferences: WebPreferences | undefined, deps: ContentsDoubleDeps) {
    super()
    assertWalled(webPreferences)
    this.session = deps.session.touch()
    this.#deps = deps
    this.page = this.#open(webPreferences)
  }

  get mainFrame(): FramePart {
    return this.#mainFrame === null ? NO_FRAME : this.partOf(this.#mainFrame)
  }

  setWindowOpenHandler(handler: OpenHandler): void {
    this.#openHandler = handler
  }

  isLoading(): boolean {
    return this.#loads > 0
  }

  send(channel: string, ...args: unknown[]): void {
    const values = structuredClone(args)
    void this.page.then(() => this.#preload?.send(channel, values))
  }

  async loadURL(url: string): Promise<void> {
    if (url.startsWith('file:') && !this.#deps.hasFilePages) {
      throw new Error(`ERR_FILE_NOT_FOUND (-6) loading '${url}'`)
    }
    this.#loads += 1
    if (!this.#deps.hasCookieKey()) {
      return new Promise(() => {})
    }
    try {
      const page = await this.page
      const address = schemeAddress.toChromium(url)
      this.#loading = address.split('#')[0] ?? address
      await page.goto(address)
    } finally {
      this.#loads -= 1
    }
  }

  /** What Electron does not bring by itself: no menu opens unless a listener opens one. */
  rightClick(at: Partial<ContextPart> = {}): void {
    const editFlags = { canCut: false, canCopy: false, canPaste: false, canSelectAll: true }
    const nothing = { linkURL: '', selectionText: '', isEditable: false, misspelledWord: '', dictionarySuggestions: [] }
    this.emit('context-menu', new PreventableEvent(), { ...nothing, editFlags, ...at })
  }

  replaceMisspelling(word: string): void {
    this.replaced.push(word)
  }

  findInPage(text: string, { forward = true, findNext = false }: FindInPageOptions = {}): number {
    void this.#find(text, { forward, findNext })
    return 1
  }

  stopFindInPage(): void {
    this.#found = 0
  }

  #found = 0

  /** Counts in what can be read, as Chromium's own search would. */
  async #find(text: string, { forward, findNext }: { forward: boolean; findNext: boolean }): Promise<void> {
    const words = await (await this.page).evaluate(() => document.body.innerText.toLowerCase())
    const matches = words.split(text.toLowerCase()).length - 1
    const step = forward ? 1 : -1
    this.#found = matches === 0 ? 0 : findNext ? 1 : ((this.#found - 1 + step + matches) % matches) + 1
    this.emit('found-in-page', {}, { matches, activeMatchOrdinal: this.#found, finalUpdate: false })
    this.emit('found-in-page', {}, { matches, activeMatchOrdinal: this.#found, finalUpdate: true })
  }

  focus(): void {
    void this.page.then((page) => page.evaluate(() => window.dispatchEvent(new Event('focus')))).catch(() => {})
  }

  close(): void {
    this.emit('destroyed')
    void this.page.then((page) => page.close()).catch(() => {})
  }

  async #open(webPreferences: WebPreferences | undefined): Promise<Page> {
    const page = await this.#deps.openPage()
    const frame = page.mainFrame()
    this.#mainFrame = frame
    const cdp = await page.context().newCDPSession(page)
    if (webPreferences?.preload !== undefined) {
      this.#preload = await PreloadDouble.attach({
        page,
        cdp,
        text: readFileSync(webPreferences.preload, 'utf8'),
        invoke: (channel, args) => this.#deps.invoke({ senderFrame: this.partOf(frame) }, channel, args),
      })
    }
    page.on('popup', (popup) => void popup.close())
    page.on('framenavigated', (navigated) => navigated === frame && this.emit('did-navigate'))
    await this.#guardNavigation(cdp)
    return page
  }

  /** Chromium holds every document request until the listeners were asked, and every request of our own schemes. */
  async #guardNavigation(cdp: CDPSession): Promise<void> {
    const { frameTree } = await cdp.send('Page.getFrameTree')
    cdp.on('Page.windowOpen', ({ url }) => {
      this.#openHandler?.({ url } as Parameters<OpenHandler>[0])
    })
    cdp.on('Fetch.requestPaused', ({ requestId, request, resourceType, frameId, redirectedRequestId }) => {
      const isOurs = frameId !== frameTree.frame.id || request.url.split('#')[0] === this.#loading
      const event = Object.assign(new PreventableEvent(), { url: schemeAddress.fromChromium(request.url) })
      if (!isOurs && resourceType === 'Document') {
        this.emit(redirectedRequestId === undefined ? 'will-navigate' : 'will-redirect', event)
      }
      void (
        event.isPrevented
          ? cdp.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
          : this.#continue(cdp, { requestId, url: request.url, method: request.method })
      ).catch(() => {})
    })
    await cdp.send('Page.enable')
    await cdp.send('Fetch.enable', {
      patterns: [{ resourceType: 'Document' }, { urlPattern: 'https://*.invalid/*' }],
    })
  }

  async #continue(cdp: CDPSession, asked: { requestId: string; url: string; method: string }): Promise<unknown> {
    const { requestId } = asked
    const url = schemeAddress.fromChromium(asked.url)
    if (url === asked.url) {
      return cdp.send('Fetch.continueRequest', { requestId })
    }
    // A handler that fails is a page that cannot be loaded.
    const answer = await this.#deps.protocol.answer(url, asked.method).catch(() => null)
    if (answer === null) {
      return cdp.send('Fetch.failRequest', { requestId, errorReason: 'NameNotResolved' })
    }
    return cdp.send('Fetch.fulfillRequest', {
      requestId,
      responseCode: answer.status,
      responseHeaders: [...answer.headers].map(([name, value]) => ({ name, value })),
      body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    })
  }

  /** The frame as Electron tells of it. */
  partOf(frame: Frame): FramePart {
    const part = this.#frames.get(frame) ?? {
      processId: 1,
      frameToken: `frame-${this.#frames.size}-${Math.random()}`,
      get url() {
        return schemeAddress.fromChromium(frame.url())
      },
    }
    this.#frames.set(frame, part)
    return part
  }
}

/** Nothing of ours is shown without walls. @throws Error */
function assertWalled(preferences: WebPreferences | undefined): void {
  if (preferences?.sandbox !== true || preferences.contextIsolation !== true || preferences.nodeIntegration !== false) {
    throw new Error('A page without its sandbox.')
  }
}

const NO_FRAME: FramePart = { processId: 0, frameToken: '', url: '' }
