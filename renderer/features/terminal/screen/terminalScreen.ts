import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { Terminal } from '@xterm/xterm'
import type { TerminalId } from '#shared/ids.ts'
import { encodeTerminalFrame } from '#shared/terminal/frames.ts'
import type { TerminalAttached, TerminalEnd, TerminalSize } from '#shared/session/terminal.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { createStore } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { type TerminalAttachment, type TerminalNews, listenTo } from '../attachments.ts'
import { calmKeyboard } from './calmKeyboard.ts'
import { copyWanted } from './copyWanted.ts'
import { openWithoutInlineStyles } from './openWithoutInlineStyles.ts'
import { leaveQueriesToHost } from './quietQueries.ts'
import { onPinch } from './pinch.ts'
import { setFontSize, terminalChoices } from './terminalChoices.ts'
import { onThemeChange, terminalTheme } from './terminalTheme.ts'
import { keepCompositionsWhole } from './wholeComposition.ts'

/** The server hears at least so often what has been drawn. */
const ACK_BYTES = 64 * 1024
/** Of one frame of what is typed or pasted. */
const INPUT_BYTES = 16 * 1024

export interface ScreenState {
  readonly kind: 'attaching' | 'live' | 'ended' | 'failed'
  readonly size: TerminalSize | null
  readonly title: string
  readonly end: TerminalEnd | null
  readonly problem: string | null
  readonly hasRung: boolean
}

const FIRST: ScreenState = { kind: 'attaching', size: null, title: '', end: null, problem: null, hasRung: false }

export interface ScreenChoices {
  readonly onLink: (url: string) => void
  /** A program wants to write the clipboard; reading it is never offered. */
  readonly onCopyWanted: (text: string) => void
  /** Its title, or its end, which others show too. */
  readonly onTold: () => void
}

/** One terminal as this page shows it. It attaches, draws, types, and attaches again whenever the socket is another one. */
export class TerminalScreen implements TerminalAttachment {
  readonly terminalId: TerminalId
  readonly state = createStore<ScreenState>(FIRST)
  readonly terminal: Terminal
  readonly search = new SearchAddon()
  handle: number | null = null
  readonly #fit = new FitAddon()
  readonly #stops: (() => void)[]
  readonly #onTold: () => void
  #offset: number | null = null
  #acked = 0
  #attempt = 0
  #transform: ((text: string) => string) | null = null

  constructor(terminalId: TerminalId, { onLink, onCopyWanted, onTold }: ScreenChoices) {
    this.terminalId = terminalId
    this.#onTold = onTold
    const { fontSize, forReader } = terminalChoices.get()
    this.terminal = new Terminal({
      allowProposedApi: true,
      fontFamily: getComputedStyle(document.documentElement).getPropertyValue('--font-mono') || 'monospace',
      fontSize,
      screenReaderMode: forReader,
      scrollback: 10_000,
      theme: terminalTheme(),
      macOptionIsMeta: true,
      linkHandler: { activate: (_event, url) => onLink(url) },
    })
    const { terminal } = this
    terminal.loadAddon(this.#fit)
    terminal.loadAddon(this.search)
    terminal.loadAddon(new WebLinksAddon((_event, url) => onLink(url)))
    leaveQueriesToHost(terminal)
    terminal.parser.registerOscHandler(52, (data) => {
      copyWanted(data, onCopyWanted)
      return true
    })
    terminal.onData((text) => this.typeText(text))
    terminal.onBinary((text) => this.type(Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0)))
    this.#stops = [
      listenTo(this),
      onThemeChange(() => (terminal.options.theme = terminalTheme())),
      terminalChoices.subscribe(() => this.#look()),
    ]
  }

  /** Puts it into the page and attaches. */
  show(parent: HTMLElement): void {
    openWithoutInlineStyles(this.terminal, parent)
    calmKeyboard(this.terminal.textarea)
    keepCompositionsWhole(this.terminal)
    let began = 0
    const pinched = onPinch(parent, (scale, isOver) => {
      began ||= terminalChoices.get().fontSize
      setFontSize(began * scale, isOver)
      began = isOver ? 0 : began
    })
    this.#stops.push(pinched)
    const room = new ResizeObserver(() => this.fit())
    room.observe(parent)
    this.#stops.push(() => room.disconnect())
    void this.attach()
  }

  /** Takes the size of its place, where the size is this page's. */
  fit(): void {
    const wanted = this.#fit.proposeDimensions()
    const { size, kind } = this.state.get()
    if (wanted === undefined || !isUsable(wanted) || kind !== 'live' || size?.is_owner !== true) {
      return
    }
    if (wanted.cols !== this.terminal.cols || wanted.rows !== this.terminal.rows) {
      void this.#resize(wanted, false)
    }
  }

  /** The size becomes that of this page. */
  takeOver(): void {
    const wanted = this.#fit.proposeDimensions()
    if (wanted !== undefined && isUsable(wanted)) {
      void this.#resize(wanted, true)
    }
  }

  /** What modifiers that are held on the screen make of what is typed; null: nothing. */
  transformWith(transform: ((text: string) => string) | null): void {
    this.#transform = transform
  }

  typeText(text: string): void {
    this.seen()
    this.type(new TextEncoder().encode(this.#transform?.(text) ?? text))
  }

  type(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.handle !== null; at += INPUT_BYTES) {
      const chunk = bytes.subarray(at, at + INPUT_BYTES)
      connection.terminals.send(encodeTerminalFrame({ kind: 'input', handle: this.handle, bytes: chunk }))
    }
  }

  async attach(): Promise<void> {
    this.#attempt += 1
    const mine = this.#attempt
    this.handle = null
    try {
      const place = { terminal_id: this.terminalId }
      const { ticket } = await connection.client.call('terminal.ticket', place)
      const wanted = this.#fit.proposeDimensions()
      const size = wanted !== undefined && isUsable(wanted) ? wanted : {}
      const after = this.#offset === null ? {} : { after_offset: this.#offset }
      const attached = await connection.client.call('terminal.attach', { ...place, ...size, ...after, ticket })
      if (mine === this.#attempt) {
        this.#draw(attached)
      }
    } catch (error) {
      if (mine === this.#attempt) {
        this.#set({ kind: 'failed', problem: errorMessage(error) })
      }
    }
  }

  onBytes(bytes: Uint8Array, offset: number): void {
    if (offset !== this.#offset) {
      void this.attach()
      return
    }
    this.#offset += bytes.length
    const drawn = this.#offset
    this.terminal.write(bytes, () => this.#drawn(drawn))
  }

  onNews(news: TerminalNews): void {
    switch (news.kind) {
      case 'attached':
        this.#draw(news.attached)
        return
      case 'exited':
        this.#set({ kind: 'ended', end: news.end })
        this.#onTold()
        return
      case 'title':
        this.#set({ title: news.title })
        this.#onTold()
        return
      case 'bell':
        this.#set({ hasRung: true })
        return
      case 'size':
        this.#sized(news.size)
    }
  }

  onReady(): void {
    void this.attach()
  }

  /** The person has seen that it rang. */
  seen(): void {
    if (this.state.get().hasRung) {
      this.#set({ hasRung: false })
    }
  }

  dispose(): void {
    this.#attempt += 1
    if (this.handle !== null) {
      // Nobody waits for it: the socket may be gone, and with it the attachment.
      connection.client.call('terminal.detach', { handle: this.handle }).catch(() => {})
    }
    this.handle = null
    this.#stops.forEach((stop) => stop())
    this.terminal.dispose()
  }

  #look(): void {
    const { fontSize, forReader } = terminalChoices.get()
    this.terminal.options.fontSize = fontSize
    this.terminal.options.screenReaderMode = forReader
    this.fit()
  }

  #draw({ handle, snapshot, offset, title, ended, ...size }: TerminalAttached): void {
    this.handle = handle
    if (offset !== this.#offset) {
      this.terminal.reset()
    }
    this.#offset = offset
    this.#acked = offset
    this.#sized(size)
    this.terminal.write(snapshot)
    this.#set({ kind: ended === null ? 'live' : 'ended', title, end: ended, problem: null })
    this.fit()
  }

  /** What was printed before has the size of before. */
  #sized({ cols, rows, owner, is_owner }: TerminalSize): void {
    this.terminal.write('', () => this.terminal.resize(cols, rows))
    this.#set({ size: { cols, rows, owner, is_owner } })
  }

  #drawn(offset: number): void {
    if (this.handle !== null && offset - this.#acked >= ACK_BYTES) {
      this.#acked = offset
      connection.terminals.send(JSON.stringify({ type: 'terminal_ack', data: { handle: this.handle, offset } }))
    }
  }

  async #resize(size: { readonly cols: number; readonly rows: number }, take_over: boolean): Promise<void> {
    try {
      const { cols, rows } = size
      const now = await connection.client.call('terminal.resize', {
        terminal_id: this.terminalId,
        cols,
        rows,
        take_over,
      })
      this.#sized(now)
    } catch (error) {
      this.#set({ problem: errorMessage(error) })
    }
  }

  #set(change: Partial<ScreenState>): void {
    this.state.set({ ...this.state.get(), ...change })
  }
}

function isUsable({ cols, rows }: { readonly cols: number; readonly rows: number }): boolean {
  return cols >= 2 && rows >= 1 && cols <= 1000 && rows <= 500
}
