import { coloursAfter, lastLinesFrom } from './plainOutput.ts'

/** Held output is cut when it has grown to this, and again each time that so much has come. */
const CUT_EVERY_BYTES = 4 * 1024 * 1024
/** What a cut leaves is not held where a line has more than this: it has no end, or none begins in the first column. */
const MOST_LINE_BYTES = 400
const FEWEST_BYTES = 64 * 1024

/**
 * Plain output that is not drawn yet. Of much of it, what would have left the scrollback again is never drawn. It lies in one
 * buffer of its own, so that a flood leaves nothing to collect.
 */
export class HeldOutput {
  /** How many lines a screen with its scrollback has, at most. */
  readonly #lines: () => number
  #room = NOTHING
  #size = 0
  #fullAt = CUT_EVERY_BYTES

  constructor(lines: () => number) {
    this.#lines = lines
  }

  get bytes(): number {
    return this.#size
  }

  /** It is to be cut, or drawn. */
  get isFull(): boolean {
    return this.#size > this.#fullAt
  }

  push(bytes: Buffer): void {
    if (this.#size + bytes.length > this.#room.length) {
      // Four times as much: what is left behind is collected late.
      const wanted = Math.min(4 * this.#room.length, this.#fullAt + FEWEST_BYTES)
      const grown = Buffer.allocUnsafeSlow(Math.max(FEWEST_BYTES, wanted, this.#size + bytes.length))
      this.#room.copy(grown, 0, 0, this.#size)
      this.#room = grown
    }
    this.#size += bytes.copy(this.#room, this.#size)
  }

  /**
   * All that has to be drawn; nothing is held after it.
   * @param mayCut Whether the lines of the screen leave it at its top.
   */
  take(mayCut: boolean): Buffer {
    if (mayCut) {
      this.cut()
    }
    const all = this.#room.subarray(0, this.#size)
    this.#room = NOTHING
    this.#size = 0
    this.#fullAt = CUT_EVERY_BYTES
    return all
  }

  /**
   * Leaves out what nobody could see any more when all is drawn.
   * @returns Whether what is left may be held; else it is to be drawn, so that what is held has a bound.
   */
  cut(): boolean {
    this.#leaveOut()
    this.#fullAt = this.#size + CUT_EVERY_BYTES
    return this.#size <= MOST_LINE_BYTES * this.#lines()
  }

  #leaveOut(): void {
    const all = this.#room.subarray(0, this.#size)
    // The first line may begin with the rest of a letter.
    const line = all.indexOf(0x0a) + 1
    const from = lastLinesFrom(all, this.#lines())
    if (line === 0 || from <= line) {
      return
    }
    const colours = Buffer.from(coloursAfter(all.subarray(line, from)))
    if (line + colours.length < from) {
      colours.copy(this.#room, line)
      this.#room.copyWithin(line + colours.length, from, this.#size)
      this.#size -= from - line - colours.length
    }
  }
}

const NOTHING = Buffer.alloc(0)
