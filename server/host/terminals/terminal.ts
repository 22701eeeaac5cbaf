import type { SessionId, TerminalId, UserId } from '#shared/ids.ts'
import type { TerminalEnd, TerminalEndReason, TerminalInfo, TerminalSignal } from '#shared/session/terminal.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type {
  TerminalOpening,
  TerminalRequest,
  TerminalSizeFacts,
  TerminalViewer,
} from '#server/link/terminals/terminalLink.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Timers } from '../sessions/ports/sessionPorts.ts'
import type { Pty, PtyEnd } from './pty/pty.ts'
import { ScreenMirror } from './screen/screenMirror.ts'
import { titleText } from './screen/titleText.ts'
import { FlowControl } from './stream/flowControl.ts'
import { OutputBatch } from './stream/outputBatch.ts'
import { OutputLog } from './stream/outputLog.ts'

/** Bytes of the stream that are kept for viewers that were away for a moment, and for what the mirror has not drawn. */
const KEPT_BYTES = 2 * 1024 * 1024
/** Titles and bells are told so often at most. */
const TOLD_EVERY_MS = 200
const LAST_LINES = 20
/** Answers to a program that asks and never reads would wait without end. */
const MAX_ANSWER_BYTES = 4096

export interface TerminalFacts {
  readonly terminal_id: TerminalId
  readonly session_id: SessionId
  readonly user_id: UserId
  readonly kind: TerminalInfo['kind']
  readonly cwd: string
  readonly title: string
  readonly cols: number
  readonly rows: number
  readonly scrollback: number
}

export interface TerminalDeps {
  readonly clock: Clock
  readonly timers: Timers
  /** Told to every gateway that follows this terminal. */
  readonly publish: (event: LinkEvent) => void
  readonly onEnd: (end: TerminalEnd) => void
}

/**
 * One terminal: the program's pseudo terminal, a mirror of its screen, the last of its bytes, and who looks.
 *
 * Invariant: a viewer that was opened at an offset is sent every byte from there on, once and in order.
 */
export class Terminal {
  readonly facts: TerminalFacts
  readonly #deps: TerminalDeps
  readonly #openedAt: string
  readonly #log = new OutputLog(KEPT_BYTES)
  readonly #mirror: ScreenMirror
  readonly #batch: OutputBatch
  readonly #flow = new FlowControl()
  #pty: Pty | null = null
  #owner: TerminalViewer | null = null
  #size: { readonly cols: number; readonly rows: number }
  #title: string
  #ended: TerminalEnd | null = null
  #endReason: TerminalEndReason = 'exited'
  #isOver = false
  readonly #untold = new Set<'title' | 'bell'>()

  constructor(facts: TerminalFacts, deps: TerminalDeps) {
    const { cols, rows, scrollback } = facts
    this.facts = facts
    this.#deps = deps
    this.#size = { cols, rows }
    this.#title = facts.title
    this.#openedAt = deps.clock.timestamp()
    this.#batch = new OutputBatch(deps.timers, (bytes) => this.#send(bytes))
    this.#mirror = new ScreenMirror(
      { cols, rows, scrollback },
      {
        onAnswer: (text) => this.#answer(text),
        onTitle: (given) => this.#setTitle(given),
        onBell: () => this.#tellSoon('bell'),
        onDrawn: () => this.#pace(),
      },
      deps.timers,
    )
  }

  /** The program runs on this. Once. */
  runOn(pty: Pty): void {
    this.#pty = pty
  }

  get info(): TerminalInfo {
    const { terminal_id, session_id, kind, cwd } = this.facts
    const owner = this.#owner === null ? null : { name: this.#owner.name }
    const shown = { title: this.#title, ...this.#size, owner, opened_at: this.#openedAt, ended: this.#ended }
    return { terminal_id, session_id, kind, cwd, ...shown }
  }

  get handle(): Pty['handle'] | null {
    return this.#pty?.handle ?? null
  }

  get isRunning(): boolean {
    return this.#ended === null
  }

  readonly take = (chunk: Buffer): void => this.#batch.push(chunk)

  /** What the program's end says is told once all that it printed has been. */
  readonly exited = (end: PtyEnd): void => {
    if (this.#isOver) {
      return
    }
    this.#isOver = true
    this.#pty = null
    this.#batch.end()
    this.#mirror.whenDrawn(() => {
      const ended = {
        ...end,
        reason: this.#endReason,
        ended_at: this.#deps.clock.timestamp(),
        last_lines: this.#mirror.lastLines(LAST_LINES),
      }
      this.#ended = ended
      const { terminal_id } = this.facts
      this.#publish('terminal_exited', { terminal_id, ...ended })
      this.#deps.onEnd(ended)
    })
  }

  /** Why it is about to be ended by us. */
  willEnd(reason: TerminalEndReason): void {
    this.#endReason = reason
  }

  input(bytes: Buffer): void {
    this.#pty?.write(bytes)
  }

  signal(signal: TerminalSignal): void {
    this.#pty?.signal(signal)
  }

  /** Hands over the screen, or the bytes after an offset, in its place among the output. */
  open({ viewer, after_offset, size }: TerminalRequest, opened: (opening: TerminalOpening) => void): void {
    if (size !== undefined && (this.#owner === null || this.#owner.id === viewer.id) && this.isRunning) {
      this.#setSize(size, viewer)
    }
    this.#batch.flush()
    const missed = after_offset === undefined ? null : this.#log.from(after_offset)
    if (missed !== null && after_offset !== undefined) {
      this.#acked(viewer, after_offset)
      opened(this.#openingAt(after_offset, { snapshot: Buffer.alloc(0), tail: missed }))
      return
    }
    const offset = this.#log.end
    this.#mirror.whenDrawn(() => {
      this.#batch.flush()
      this.#acked(viewer, offset)
      const snapshot = Buffer.from(this.#mirror.snapshot())
      opened(this.#openingAt(offset, { snapshot, tail: this.#log.from(offset) ?? Buffer.alloc(0) }))
    })
  }

  /** False: another one owns the size; nothing was changed. */
  resize(size: { readonly cols: number; readonly rows: number }, viewer: TerminalViewer, takeOver: boolean): boolean {
    if (this.#owner !== null && this.#owner.id !== viewer.id && !takeOver) {
      return false
    }
    this.#setSize(size, viewer)
    return true
  }

  get sizeFacts(): TerminalSizeFacts {
    return { ...this.#size, owner: this.#owner }
  }

  ack(viewerId: string, offset: number): void {
    if (this.#owner?.id === viewerId) {
      this.#flow.acked(Math.min(offset, this.#log.end))
      this.#pace()
    }
  }

  /** A viewer has gone. */
  leave(viewerId: string): void {
    if (this.#owner?.id === viewerId) {
      this.#owner = null
      this.#flow.nobody()
      this.#pace()
      this.#publishSize()
    }
  }

  dispose(): void {
    this.#batch.end()
    this.#mirror.dispose()
    this.#log.clear()
  }

  #openingAt(offset: number, { snapshot, tail }: Pick<TerminalOpening, 'snapshot' | 'tail'>): TerminalOpening {
    const { scrollback } = this.#mirror
    return { ...this.sizeFacts, title: this.#title, scrollback, ended: this.#ended, offset, snapshot, tail }
  }

  #acked(viewer: TerminalViewer, offset: number): void {
    if (this.#owner?.id === viewer.id) {
      this.#flow.ownedFrom(offset)
      this.#pace()
    }
  }

  #setSize({ cols, rows }: { readonly cols: number; readonly rows: number }, owner: TerminalViewer): void {
    const isSame = cols === this.#size.cols && rows === this.#size.rows
    const isOwners = this.#owner?.id === owner.id
    this.#batch.flush()
    if (!isOwners) {
      this.#owner = owner
      this.#flow.ownedFrom(this.#log.end)
    }
    if (!isSame) {
      this.#size = { cols, rows }
      this.#pty?.resize(cols, rows)
      this.#mirror.resize(cols, rows)
    }
    if (!isSame || !isOwners) {
      this.#publishSize()
    }
  }

  #pace(): void {
    const change = this.#flow.next({ end: this.#log.end, undrawn: this.#mirror.waiting })
    if (change === 'pause') {
      this.#pty?.pause()
    } else if (change === 'resume') {
      this.#pty?.resume()
    }
  }

  #answer(text: string): void {
    if (text.length <= MAX_ANSWER_BYTES) {
      this.#pty?.write(Buffer.from(text))
    }
  }

  #setTitle(given: string): void {
    const title = titleText(given) || this.facts.title
    if (title !== this.#title) {
      this.#title = title
      this.#tellSoon('title')
    }
  }

  /** What comes often is told together. */
  #tellSoon(what: 'title' | 'bell'): void {
    if (this.#untold.size === 0) {
      this.#deps.timers.after(TOLD_EVERY_MS, () => this.#tell())
    }
    this.#untold.add(what)
  }

  #tell(): void {
    const { terminal_id } = this.facts
    if (this.#untold.has('title')) {
      this.#publish('terminal_title', { terminal_id, title: this.#title })
    }
    if (this.#untold.has('bell')) {
      this.#publish('terminal_bell', { terminal_id })
    }
    this.#untold.clear()
  }

  #publishSize(): void {
    this.#publish('terminal_size', { terminal_id: this.facts.terminal_id, ...this.sizeFacts })
  }

  #send(bytes: Buffer): void {
    const offset = this.#log.end
    this.#log.push(bytes)
    this.#deliver({ type: 'terminal_output', payload: bytes, offset })
    this.#mirror.write(bytes)
    this.#pace()
  }

  #publish(type: string, data: object): void {
    // What was printed before comes before.
    this.#batch.flush()
    const frame = { type, session_id: this.facts.session_id, data, timestamp: this.#deps.clock.timestamp() }
    this.#deliver({ type, payload: Buffer.from(JSON.stringify(frame)) })
  }

  #deliver(event: Pick<LinkEvent, 'type' | 'payload' | 'offset'>): void {
    const { session_id, terminal_id, user_id } = this.facts
    this.#deps.publish({ kind: 'terminal', session_id, terminal_id, user_id, seq: null, ...event })
  }
}
