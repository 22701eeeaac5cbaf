/** Longest line that is read where nothing else is said: Claude's own stay far below, a tool may print megabytes into one. */
const MAX_LINE_BYTES = 32 * 1024 * 1024

export interface LineReaderOptions {
  readonly onLine: (line: string) => void
  /** A line was longer than the bound and left out; the next one is read again. */
  readonly onTooLong: (bytes: number) => void
  readonly maxBytes?: number
}

/**
 * Splits a byte stream into lines. UTF-8 may be cut anywhere between chunks; memory is bounded by one line.
 * Empty lines are left out; a last line without a newline comes with `end`.
 */
export class LineReader {
  readonly #options: LineReaderOptions
  readonly #maxBytes: number
  #pieces: Buffer[] = []
  #size = 0

  constructor(options: LineReaderOptions) {
    this.#options = options
    this.#maxBytes = options.maxBytes ?? MAX_LINE_BYTES
  }

  push(chunk: Buffer): void {
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      this.#keep(chunk.subarray(start, end))
      this.#finish()
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
  }

  /** Bytes of the line that has not ended yet, also those that are left out. */
  get unfinishedBytes(): number {
    return this.#size
  }

  /** The stream has ended: hands over what is left. */
  end(): void {
    this.#finish()
  }

  #keep(piece: Buffer): void {
    this.#size += piece.length
    if (this.#size > this.#maxBytes) {
      this.#pieces = []
    } else if (piece.length > 0) {
      this.#pieces.push(piece)
    }
  }

  #finish(): void {
    const [pieces, size] = [this.#pieces, this.#size]
    this.#pieces = []
    this.#size = 0
    if (size > this.#maxBytes) {
      this.#options.onTooLong(size)
      return
    }
    const line = Buffer.concat(pieces).toString('utf8').trimEnd()
    if (line !== '') {
      this.#options.onLine(line)
    }
  }
}

const NEWLINE = 0x0a
