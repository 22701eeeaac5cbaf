import { type IBufferLine, type IMarker, Terminal } from '@xterm/headless'
import { lineText, type PrintedLine } from './printedText.ts'
import { isPlainLook, lookOf, sameLook } from './cellLook.ts'

/** Wide enough that hardly any line is broken; what is broken is put together again. */
const COLUMNS = 400
const ROWS = 50
/** No more than so many lines can come of one piece: those that left the screen are taken before the next. */
const PIECE = 2048
const SCROLLBACK = PIECE + 1024

/**
 * What a terminal shows of a text that was printed for one, line by line: progress bars as they ended, colours as
 * looks, titles and links without their machinery. Nothing that was printed and not overwritten is lost: what clears
 * the screen or moves to another one leaves what was there. Linear in the text; the memory it takes meanwhile is bounded.
 */
export async function printedLines(text: string): Promise<readonly PrintedLine[]> {
  const terminal = new Terminal({
    cols: COLUMNS,
    rows: ROWS,
    scrollback: SCROLLBACK,
    convertEol: true,
    scrollOnEraseInDisplay: true,
    allowProposedApi: true,
    logLevel: 'off',
  })
  keepEverything(terminal)
  const lines: PrintedLine[] = []
  let reached: IMarker | undefined
  for (const piece of piecesOf(text)) {
    await new Promise<void>((resolve) => terminal.write(piece, resolve))
    const { baseY, cursorY } = terminal.buffer.normal
    collect(terminal, { from: reached?.line ?? 0, to: baseY }, lines)
    reached?.dispose()
    reached = terminal.registerMarker(-cursorY)
  }
  const { baseY } = terminal.buffer.normal
  collect(terminal, { from: baseY, to: baseY + ROWS }, lines)
  terminal.dispose()
  return withoutEmptyEnd(lines)
}

/**
 * Leaves out what would take away what was printed (other screens, scroll regions, forgetting what scrolled out), and
 * counts so large that obeying them takes forever.
 */
function keepEverything({ parser }: Terminal): void {
  parser.registerEscHandler({ final: 'c' }, ignored)
  parser.registerCsiHandler({ final: 'r' }, ignored)
  parser.registerCsiHandler({ final: 'J' }, ([what]) => what === 3)
  for (const final of ['h', 'l']) {
    parser.registerCsiHandler({ prefix: '?', final }, (modes) => modes.some((mode) => SCREENS.has(Number(mode))))
  }
  for (const final of ['L', 'M', 'S', 'T', 'I', 'Z', 'b']) {
    parser.registerCsiHandler({ final }, ([count]) => Number(count) > ROWS)
  }
}

function ignored(): boolean {
  return true
}

/** The modes that show another screen. */
const SCREENS: ReadonlySet<number> = new Set([47, 1047, 1049])

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) {
    yield text.slice(start, start + PIECE)
  }
}

/** Rows of the terminal as lines: one that was broken at the edge goes on where it was. */
function collect({ buffer }: Terminal, rows: { from: number; to: number }, lines: PrintedLine[]): void {
  for (let y = Math.max(rows.from, 0); y < rows.to; y += 1) {
    const row = buffer.normal.getLine(y)
    if (row === undefined) {
      return
    }
    const line = lineOf(row)
    const before = row.isWrapped ? lines.pop() : undefined
    lines.push(before === undefined ? line : [...before, ...line])
  }
}

function lineOf(row: IBufferLine): PrintedLine {
  const runs: { text: string; look: PrintedLine[number]['look'] }[] = []
  let blanks = ''
  for (let x = 0; x < row.length; x += 1) {
    const cell = row.getCell(x)
    if (cell === undefined || cell.getWidth() === 0) {
      continue
    }
    const letters = cell.getChars()
    if (letters === '') {
      blanks += ' '
      continue
    }
    const look = lookOf(cell)
    const last = runs.at(-1)
    if (last !== undefined && (sameLook(last.look, look) || (isPlainLook(look) && letters === ' '))) {
      last.text += blanks + letters
    } else {
      runs.push({ text: blanks + letters, look })
    }
    blanks = ''
  }
  return runs
}

function withoutEmptyEnd(lines: readonly PrintedLine[]): readonly PrintedLine[] {
  const last = lines.findLastIndex((line) => lineText(line).trim() !== '')
  return lines.slice(0, last + 1)
}
