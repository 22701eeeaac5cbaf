/** Bytes that one step reads: some milliseconds of work, so that questions are answered in between. */
const STEP_BYTES = 1024 * 1024

/** The longest line that is read. Images that a prompt carries stand in one. */
export const MAX_LINE_BYTES = 32 * 1024 * 1024

/** A whole line as it lies in the file. `bytes` is a view: copy what is to be kept. */
export interface ScannedLine {
  readonly offset: number
  readonly bytes: Buffer
}

export interface ScanStep {
  readonly lines: readonly ScannedLine[]
  /** Lines longer than the bound, left out. */
  readonly tooLong: number
  /** Where the first line begins that this step did not finish. */
  readonly offset: number
  /** That line is longer than the bound already: what is left of it is left out. */
  readonly isInTooLong: boolean
  /** Nothing more is there to read now. */
  readonly isAtEnd: boolean
}

export interface ScanStart {
  /** That part of the file, or as much of it as is there. */
  readonly read: (offset: number, length: number) => Buffer
  readonly offset: number
  readonly isInTooLong: boolean
  readonly maxLineBytes?: number
}

/**
 * Reads whole lines of a growing file, one step at a time, with the offset of each. A last line without its newline is
 * being written still: it stays unread. Memory is bounded by one line. (`platform/files/lineReader.ts` makes a string of
 * every line and knows no offsets: most lines of a transcript are looked at in their first bytes only.)
 */
export class LineScan {
  readonly #read: ScanStart['read']
  readonly #maxLineBytes: number
  #position: number
  #unfinished: Buffer[] = []
  #size = 0
  #isInTooLong: boolean

  constructor({ read, offset, isInTooLong, maxLineBytes = MAX_LINE_BYTES }: ScanStart) {
    this.#read = read
    this.#position = offset
    this.#isInTooLong = isInTooLong
    this.#maxLineBytes = maxLineBytes
  }

  /** @throws Error of `node:fs` when the file cannot be read. */
  step(): ScanStep {
    const from = this.#position
    const chunk = this.#read(from, STEP_BYTES)
    this.#position += chunk.length
    const found = this.#split(chunk, from)
    return {
      ...found,
      offset: this.#position - this.#size,
      isInTooLong: this.#isInTooLong,
      isAtEnd: chunk.length < STEP_BYTES,
    }
  }

  #split(chunk: Buffer, from: number): Pick<ScanStep, 'lines' | 'tooLong'> {
    const lines: ScannedLine[] = []
    let tooLong = 0
    let start = 0
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const offset = from + start - this.#size
      this.#keep(chunk.subarray(start, end))
      if (this.#isInTooLong) {
        tooLong += 1
      } else if (this.#size > 0) {
        lines.push({
          offset,
          bytes: this.#unfinished.length === 1 ? first(this.#unfinished) : Buffer.concat(this.#unfinished),
        })
      }
      this.#forget()
      this.#isInTooLong = false
      start = end + 1
    }
    this.#keep(chunk.subarray(start))
    return { lines, tooLong }
  }

  #keep(piece: Buffer): void {
    if (this.#isInTooLong) {
      return
    }
    this.#size += piece.length
    if (this.#size > this.#maxLineBytes) {
      this.#forget()
      this.#isInTooLong = true
    } else if (piece.length > 0) {
      this.#unfinished.push(piece)
    }
  }

  #forget(): void {
    this.#unfinished = []
    this.#size = 0
  }
}

function first(pieces: readonly Buffer[]): Buffer {
  return pieces[0] ?? Buffer.alloc(0)
}

const NEWLINE = 0x0a
