import type { ElectronParts } from '../electronApi.ts'
import { isFrameOf } from './frames.ts'
import { addressOf, isProgramPage } from './programPages.ts'
import { type WindowDeps, guardContents, pagePreferences } from './window.ts'
import type { FoundPart, FramePart, ViewPart, WindowPart } from '../electronWindow.ts'

const SIZE = { width: 380, height: 52 }
const MARGIN = 16

export interface FindBarDeps extends Omit<WindowDeps, 'home' | 'parts'> {
  readonly parts: WindowDeps['parts'] & Pick<ElectronParts, 'WebContentsView'>
}

/** The number of matches, and the highlighted one, counted from 1; 0: none. */
export interface Found {
  readonly matches: number
  readonly active: number
}

const NOTHING: Found = { matches: 0, active: 0 }

/**
 * Find in page: Electron can search but has no field for it. A small page of the program's own on top of the window, so
 * that it does not find itself.
 */
export class FindBar {
  readonly #window: WindowPart
  readonly #deps: FindBarDeps
  #view: ViewPart | null = null
  #isOpen = false
  #text = ''
  #answer: (found: Found) => void = () => {}

  constructor(window: WindowPart, deps: FindBarDeps) {
    this.#window = window
    this.#deps = deps
    window.webContents.on('found-in-page', (_event, result) => this.#found(result))
    // A navigation discards the matches.
    window.webContents.on('did-navigate', () => this.close())
    window.on('resize', () => this.#position())
    window.on('closed', () => {
      this.#answer(NOTHING)
      this.#view?.webContents.close()
      this.#view = null
    })
  }

  /** Opens the find bar and focuses its field. Rejects when its page cannot be loaded. */
  async open(): Promise<void> {
    const isNew = this.#view === null
    const view = (this.#view ??= this.#create())
    if (!this.#isOpen) {
      this.#isOpen = true
      this.#window.contentView.addChildView(view)
      this.#position()
    }
    if (isNew) {
      await view.webContents.loadURL(addressOf('find'))
    }
    view.webContents.focus()
  }

  /** Highlights the next match, or the previous one. Resolves with no matches when another search supersedes it. */
  async search({ text, forward }: { readonly text: string; readonly forward: boolean }): Promise<Found> {
    this.#answer(NOTHING)
    const { webContents } = this.#window
    if (text === '') {
      this.#text = ''
      webContents.stopFindInPage('clearSelection')
      return NOTHING
    }
    const found = new Promise<Found>((resolve) => (this.#answer = resolve))
    // Electron's `findNext` starts a new search; without it the last one continues.
    webContents.findInPage(text, { forward, findNext: text !== this.#text })
    this.#text = text
    return found
  }

  /** Closes the find bar; the highlighted match stays selected. Idempotent. */
  close(): void {
    if (!this.#isOpen || this.#view === null) {
      return
    }
    this.#isOpen = false
    this.#text = ''
    this.#answer(NOTHING)
    if (!this.#window.isDestroyed()) {
      this.#window.contentView.removeChildView(this.#view)
      this.#window.webContents.stopFindInPage('keepSelection')
      this.#window.webContents.focus()
    }
  }

  /** Whether a frame is the find bar's page. */
  isAsker(frame: FramePart): boolean {
    return this.#view !== null && isFrameOf(this.#view.webContents, frame) && isProgramPage(frame.url, 'find')
  }

  #create(): ViewPart {
    const { parts, preload, openExternal } = this.#deps
    const view = new parts.WebContentsView({ webPreferences: pagePreferences(preload) })
    guardContents(view.webContents, { parts, openExternal, home: () => null })
    return view
  }

  #position(): void {
    const { width } = this.#window.getContentBounds()
    this.#view?.setBounds({
      ...SIZE,
      width: Math.min(SIZE.width, width),
      x: Math.max(0, width - SIZE.width - MARGIN),
      y: 0,
    })
  }

  #found({ matches, activeMatchOrdinal, finalUpdate }: FoundPart): void {
    if (finalUpdate) {
      this.#answer({ matches, active: activeMatchOrdinal })
    }
  }
}
