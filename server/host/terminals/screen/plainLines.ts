import type { IBuffer, IBufferLine } from '@xterm/headless'

/** Of each cell of a line: what it holds, and the colours of letter and ground with their looks; 0 are those of the terminal. */
const NUMBERS = 3
const CODE = 0x1f_ff_ff
const COMBINED = 0x20_00_00
const WIDTH = 22

export interface PlainLines {
  /** VT text that draws them; it ends where the next line begins. */
  readonly text: string
  readonly count: number
}

/**
 * The lines from there on that are nothing but text in the colours of the terminal, up to the first one that is more, goes on in
 * the next, or is at `to`. It is what a serializer makes of them, which looks at each cell as an object of its own, and so takes
 * several times as long; it is left to do where this package keeps lines in another way. So are the last `leave` of them: it has
 * to know that the screen scrolls by what comes after them, since new lines take the colour of the ground then.
 */
export function plainLines(
  buffer: IBuffer,
  { from, to, leave }: { readonly from: number; readonly to: number; readonly leave: number },
): PlainLines {
  const texts: string[] = []
  let line = buffer.getLine(from)
  for (let at = from; at < to && line?.isWrapped === false; at += 1) {
    const next = buffer.getLine(at + 1)
    const text = next?.isWrapped === false ? plainText(line) : null
    if (text === null) {
      break
    }
    texts.push(text, '\r\n')
    line = next
  }
  texts.splice(Math.max(0, texts.length - 2 * leave))
  return { text: texts.join(''), count: texts.length / 2 }
}

/** Its letters; null: it is more than that. */
function plainText(line: IBufferLine): string | null {
  const cells = cellsOf(line)
  const length = cells === null || !hasNoLook(cells) ? null : lettersIn(cells)
  return cells === null || length === null ? null : (simpleText(cells, length) ?? line.translateToString(true))
}

/** No cell has colours of its own, or is bold, underlined and so on. */
function hasNoLook(cells: Uint32Array): boolean {
  let looks = 0
  for (let at = 0; at < cells.length; at += NUMBERS) {
    looks |= (cells[at + 1] ?? 0) | (cells[at + 2] ?? 0)
  }
  return looks === 0
}

/** How many cells hold something; null: there are empty ones between them. */
function lettersIn(cells: Uint32Array): number | null {
  let count = 0
  let isOver = false
  for (let at = 0; at < cells.length; at += NUMBERS) {
    const content = cells[at] ?? 0
    const isEmpty = (content & (CODE | COMBINED)) === 0
    if (isOver && !isEmpty) {
      return null
    }
    // The second half of a wide letter has no width.
    const isHalf = isEmpty && content >>> WIDTH === 0 && at > 0
    isOver ||= isEmpty && !isHalf
    count += isOver ? 0 : 1
  }
  return count
}

/** Of letters of one byte each, which most lines are made of: in a tenth of the time. null: there are others. */
function simpleText(cells: Uint32Array, length: number): string | null {
  const letters = Buffer.allocUnsafe(length)
  let all = 0
  for (let at = 0; at < length; at += 1) {
    const content = (cells[at * NUMBERS] ?? 0) & (CODE | COMBINED)
    all |= content
    letters[at] = content
  }
  // The half of a wide letter is none, and the letter before it is not of one byte.
  return all < 0x80 ? letters.toString('latin1') : null
}

/** null: this package keeps them elsewhere. */
function cellsOf(line: IBufferLine): Uint32Array | null {
  const own: unknown = Reflect.get(line, '_line')
  const data: unknown = typeof own === 'object' && own !== null ? Reflect.get(own, '_data') : null
  return data instanceof Uint32Array && data.length === line.length * NUMBERS ? data : null
}
