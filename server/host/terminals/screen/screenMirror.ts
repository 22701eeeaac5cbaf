import * as serialize from '@xterm/addon-serialize'
import * as headless from '@xterm/headless'

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

/** The screen of a terminal, drawn where nobody looks: what a viewer needs who comes later, and who answers programs. */
export class ScreenMirror {
  readonly #terminal: headless.Terminal
  readonly #serializer = new SerializeAddon()
  readonly #listener: MirrorListener
  #waiting = 0

  constructor({ cols, rows, scrollback }: MirrorSize, listener: MirrorListener) {
    this.#listener = listener
    this.#terminal = new Terminal({ cols, rows, scrollback, allowProposedApi: true, logLevel: 'off' })
    this.#terminal.loadAddon(this.#serializer)
    this.#terminal.onData(listener.onAnswer)
    this.#terminal.onTitleChange(listener.onTitle)
    this.#terminal.onBell(listener.onBell)
  }

  /** Bytes that were written and are not drawn yet. */
  get waiting(): number {
    return this.#waiting
  }

  write(bytes: Buffer): void {
    this.#waiting += bytes.length
    this.#terminal.write(bytes, () => {
      this.#waiting -= bytes.length
      this.#listener.onDrawn()
    })
  }

  /** Runs once all that was written before is drawn, and nothing after it. */
  whenDrawn(run: () => void): void {
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
    let text = this.#serializer.serialize({ scrollback: lines })
    while (text.length > MAX_SNAPSHOT_UNITS && lines > 0) {
      lines = Math.floor(lines / 4)
      text = this.#serializer.serialize({ scrollback: lines })
    }
    return text
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
    this.#terminal.dispose()
  }
}

/** A package in CommonJS: Node hands it over whole as its default export, a bundler by its names. */
function namesOf<M extends object>(module: M): M {
  const whole: unknown = Reflect.get(module, 'default')
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same module, see above
  return typeof whole === 'object' && whole !== null ? (whole as M) : module
}
