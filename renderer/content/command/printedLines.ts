import { type IBufferLine, type IMarker, Terminal } from '@xterm/headless'
import { lineText, type PrintedLine } from './printedText.ts'
import { isPlainStyle, styleOf, isSameStyle } from './cellStyle.ts'

/** Wide enough that hardly any line wraps; wrapped lines are joined again. */
const COLUMNS = 400
const ROWS = 50
/** Bounds the lines of one write: those that scrolled out are collected before the next. */
const PIECE = 2048
const SCROLLBACK = PIECE + 1024

/**
 * Renders output that was printed for a terminal, line by line: final progress bars, colours as styles, titles and
 * links without their escape sequences. Printed text is lost only when it was overwritten: clearing or switching the
 * screen keeps it. Linear in the text, with bounded memory.
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
 * Ignores sequences that would discard output (alternate screens, scroll regions, clearing the scrollback), and repeat
 * counts so large that executing them takes for ever.
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

/** The modes that switch to an alternate screen. */
const SCREENS: ReadonlySet<number> = new Set([47, 1047, 1049])

function* piecesOf(text: string): Generator<string> {
  for (let start = 0; start < text.length; start += PIECE) {
    yield text.slice(start, start + PIECE)
  }
}

/** Collects terminal rows as lines, joining wrapped ones. */
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
  const runs: { text: string; style: PrintedLine[number]['style'] }[] = []
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
    const style = styleOf(cell)
    const last = runs.at(-1)
    if (last !== undefined && (isSameStyle(last.style, style) || (isPlainStyle(style) && letters === ' '))) {
      last.text += blanks + letters
    } else {
      runs.push({ text: blanks + letters, style })
    }
    blanks = ''
  }
  return runs
}

function withoutEmptyEnd(lines: readonly PrintedLine[]): readonly PrintedLine[] {
  const last = lines.findLastIndex((line) => lineText(line).trim() !== '')
  return lines.slice(0, last + 1)
}
