import * as serialize from '@xterm/addon-serialize'
import * as headless from '@xterm/headless'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import { HeldOutput } from './heldOutput.ts'
import { plainLines } from './plainLines.ts'
import { kindOf } from './plainOutput.ts'

const { SerializeAddon } = namesOf(serialize)
const { Terminal } = namesOf(headless)

export interface MirrorListener {
  /** The terminal's answer to what a program asked of it; nobody else answers. */
  readonly onAnswer: (text: string) => void
  readonly onTitle: (title: string) => void
  readonly onBell: () => void
  /** Something that was written has been drawn. */
  readonly onDrawn: () => void
}

export interface MirrorSize {
  readonly cols: number
  readonly rows: number
  /** Lines above the screen that are kept. */
  readonly scrollback: number
}

/** A snapshot that would be longer has less of the lines above the screen: no screen is as long. */
const MAX_SNAPSHOT_UNITS = 8 * 1024 * 1024

/** Takes the screen some milliseconds. */
const PIECE_BYTES = 64 * 1024

/** Plain output is drawn once nothing has come for so long, or it matters how the screen looks. */
const REST_MS = 500

/**
 * The screen of a terminal, drawn where nobody looks: what a viewer needs who comes later, and who answers programs.
 *
 * A flood of lines is not drawn line by line: of it only what is still to be seen at its end. The screen is the same.
 */
export class ScreenMirror {
  readonly #terminal: headless.Terminal
  readonly #serializer = new SerializeAddon()
  readonly #listener: MirrorListener
  readonly #timers: Timers
  readonly #held: HeldOutput
  #waiting = 0
  /** Nothing that was drawn ended within a control sequence. */
  #isWhole = true
  #hasMargins = false
  #stopRest: (() => void) | null = null
  #hasGrown = false

  constructor({ cols, rows, scrollback }: MirrorSize, listener: MirrorListener, timers: Timers) {
    this.#listener = listener
    this.#timers = timers
    // A line that was above the cursor at first may still be on the screen.
    this.#held = new HeldOutput(() => scrollback + 2 * this.#terminal.rows)
    this.#terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' })
    this.#terminal.loadAddon(this.#serializer)
    this.#terminal.onData(listener.onAnswer)
    this.#terminal.onTitleChange(listener.onTitle)
    this.#terminal.onBell(listener.onBell)
    this.#noteMargins()
  }

  /** Bytes that were written and are still to be drawn. */
  get waiting(): number {
    return this.#waiting + (this.#mayCut ? 0 : this.#held.bytes)
  }

  /** The bytes are copied: whoever writes them may fill their memory again. */
  write(bytes: Buffer): void {
    const kind = kindOf(bytes)
    if (kind === 'plain' && this.#isWhole && (this.#waiting > 0 || this.#scrollsPlainly)) {
      this.#held.push(bytes)
      if (this.#held.isFull && this.#mayCut && !this.#held.cut()) {
        this.#drawHeld()
      } else {
        this.#rest()
      }
      return
    }
    this.#drawHeld()
    this.#isWhole = kind === 'plain' ? this.#isWhole : kind === 'ends_whole'
    this.#draw(Buffer.from(bytes))
  }

  /** Whether lines leave the screen at its top, in their order, whatever they hold. */
  get #scrollsPlainly(): boolean {
    const { buffer, modes } = this.#terminal
    return !this.#hasMargins && !modes.originMode && buffer.active.type === 'normal'
  }

  /** What was before has been drawn, so that the state of the screen is known. */
  get #mayCut(): boolean {
    return this.#waiting === 0 && this.#scrollsPlainly
  }

  /** In pieces: between two of them whatever else waits has its turn. */
  #draw(bytes: Buffer): void {
    for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
      this.#drawPiece(bytes.subarray(at, at + PIECE_BYTES))
    }
  }

  #drawPiece(bytes: Buffer): void {
    this.#waiting += bytes.length
    this.#terminal.write(bytes, () => {
      this.#waiting -= bytes.length
      if (this.#waiting === 0 && !this.#scrollsPlainly) {
        this.#drawHeld()
      }
      this.#listener.onDrawn()
    })
  }

  #drawHeld(): void {
    this.#stopRest?.()
    this.#stopRest = null
    if (this.#held.bytes > 0) {
      this.#draw(this.#held.take(this.#mayCut))
    }
  }

  #rest(): void {
    this.#hasGrown = true
    this.#stopRest ??= this.#timers.after(REST_MS, () => this.#rested())
  }

  #rested(): void {
    this.#stopRest = null
    if (this.#hasGrown) {
      this.#hasGrown = false
      this.#stopRest = this.#timers.after(REST_MS, () => this.#rested())
    } else {
      this.#drawHeld()
    }
  }

  /** Within margins lines stay that a whole screen would have lost. */
  #noteMargins(): void {
    const { parser } = this.#terminal
    parser.registerCsiHandler({ final: 'r' }, (params) => {
      this.#hasMargins = params.some((one) => one !== 0)
      return false
    })
    parser.registerEscHandler({ final: 'c' }, () => {
      this.#hasMargins = false
      return false
    })
  }

  /** Runs once all that was written before is drawn, and nothing after it. */
  whenDrawn(run: () => void): void {
    this.#drawHeld()
    this.#terminal.write('', run)
  }

  /** In its place between what was written before and after. */
  resize(cols: number, rows: number): void {
    this.whenDrawn(() => this.#terminal.resize(cols, rows))
  }

  get size(): { readonly cols: number; readonly rows: number } {
    return { cols: this.#terminal.cols, rows: this.#terminal.rows }
  }

  get scrollback(): number {
    return this.#terminal.buffer.normal.baseY
  }

  /** VT text that draws all of it on a terminal of the same size that was reset. */
  snapshot(): string {
    let lines = this.#terminal.options.scrollback ?? 0
    let text = this.#serialized(lines)
    while (text.length > MAX_SNAPSHOT_UNITS && lines > 0) {
      lines = Math.floor(lines / 4)
      text = this.#serialized(lines)
    }
    return text
  }

  #serialized(lines: number): string {
    const { normal } = this.#terminal.buffer
    const above = Math.min(lines, normal.baseY)
    const leave = this.#terminal.rows + 1
    const plain = plainLines(normal, { from: normal.baseY - above, to: normal.baseY, leave })
    return plain.text + this.#serializer.serialize({ scrollback: above - plain.count })
  }

  /** The last lines that hold something, without colours. */
  lastLines(count: number): string[] {
    const { normal } = this.#terminal.buffer
    const lines: string[] = []
    for (let row = normal.baseY + normal.cursorY; row >= 0 && lines.length < count; row -= 1) {
      const text = normal.getLine(row)?.translateToString(true) ?? ''
      if (text !== '' || lines.length > 0) {
        lines.unshift(text)
      }
    }
    return lines
  }

  dispose(): void {
    this.#stopRest?.()
    this.#terminal.dispose()
  }
}

/** A package in CommonJS: Node hands it over whole as its default export, a bundler by its names. */
function namesOf<M extends object>(module: M): M {
  const whole: unknown = Reflect.get(module, 'default')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same module, see above
  return typeof whole === 'object' && whole !== null ? (whole as M) : module
}
