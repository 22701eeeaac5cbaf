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
  for (let at = from; at < to; at += 1) {
    const line = buffer.getLine(at)
    if (line === undefined || !isPlain(line) || line.isWrapped || buffer.getLine(at + 1)?.isWrapped !== false) {
      break
    }
    texts.push(line.translateToString(true))
  }
  texts.splice(Math.max(0, texts.length - leave))
  return { text: texts.map((text) => `${text}\r\n`).join(''), count: texts.length }
}

function isPlain(line: IBufferLine): boolean {
  const cells = cellsOf(line)
  return cells !== null && hasNoLook(cells) && isWhole(cells)
}

/** No cell has colours of its own, or is bold, underlined and so on. */
function hasNoLook(cells: Uint32Array): boolean {
  for (let at = 0; at < cells.length; at += NUMBERS) {
    if ((cells[at + 1] ?? 0) !== 0 || (cells[at + 2] ?? 0) !== 0) {
      return false
    }
  }
  return true
}

/** Every cell holds a letter up to the last of them. */
function isWhole(cells: Uint32Array): boolean {
  let isOver = false
  for (let at = 0; at < cells.length; at += NUMBERS) {
    const content = cells[at] ?? 0
    const isEmpty = (content & (CODE | COMBINED)) === 0
    if (isOver && !isEmpty) {
      return false
    }
    // The second half of a wide letter has no width.
    const isHalf = isEmpty && content >>> WIDTH === 0 && at > 0
    isOver ||= isEmpty && !isHalf
  }
  return true
}

/** null: this package keeps them elsewhere. */
function cellsOf(line: IBufferLine): Uint32Array | null {
  const own: unknown = Reflect.get(line, '_line')
  const data: unknown = typeof own === 'object' && own !== null ? Reflect.get(own, '_data') : null
  return data instanceof Uint32Array && data.length === line.length * NUMBERS ? data : null
}
