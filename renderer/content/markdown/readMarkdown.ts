import { parseMarkdown } from './parseMarkdown.ts'
import type { MathReader } from '../math/mathReader.ts'
import type { MarkdownNode } from './tree.ts'
import { type Mark, type Targets, isSameTargets, marksIn, targetsOf } from './targets.ts'

/** Text beyond this length is not parsed. */
const MAX_LENGTH = 256 * 1024

/** The length parsed at once: some work is quadratic in it. */
const PIECE = 4 * 1024

/** The time limit of one parse; the rest stays plain text: no text may block the page. */
const BUDGET_MS = 4_000

/** Lazy continuation lines of a list or quote. The parser compares each with all those before it. */
const MAX_LAZY_LINES = 1_000

/** A text parsed incrementally. */
export interface MarkdownReading {
  /** Blocks that no later text can change; they keep their identity while the text grows. */
  readonly settled: readonly MarkdownNode[]
  /** Blocks that later text may change. */
  readonly open: readonly MarkdownNode[]
  /** The unparsed rest: too long, or too slow to parse. Mostly empty. */
  readonly rest: string
  /** Where parsing was given up for good because of its time limit; null when it was not. */
  readonly hardFrom: number | null
  /** The text of `settled`. */
  readonly settledText: string
  /** The reference targets that it was parsed with, and what reads formulas. */
  readonly targets: Targets
  readonly math: MathReader | null
  /** The definitions and footnote references of all blocks, and of the settled ones. */
  readonly marks: readonly Mark[]
  readonly settledMarks: readonly Mark[]
}

const noMarks: readonly Mark[] = []

/** A reading before its first character, with formulas read by `math`. */
export function emptyReading(math: MathReader | null): MarkdownReading {
  return { ...nothing, math }
}

const nothing: MarkdownReading = {
  settled: [],
  open: [],
  rest: '',
  hardFrom: null,
  settledText: '',
  targets: targetsOf(noMarks),
  math: null,
  marks: noMarks,
  settledMarks: noMarks,
}

/**
 * Parses a text, continuing from an earlier result for its beginning. The tree equals that of the whole text, however
 * it was split: a block followed by another is final, and parsing restarts at the last one that is not. Only reference
 * targets act backwards; when they change, everything is parsed again.
 */
export function readMarkdown(
  whole: string,
  before: MarkdownReading = nothing,
  budgetMs: number = BUDGET_MS,
): MarkdownReading {
  const text = whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole
  const deadline = performance.now() + budgetMs
  const { math } = before
  const from = text.startsWith(before.settledText) ? before : { ...nothing, math }
  if (from.hardFrom !== null) {
    return { ...from, rest: text.slice(from.hardFrom) }
  }
  const read = goOn(text, from, deadline)
  const targets = targetsOf(read.marks)
  return isSameTargets(targets, from.targets) ? read : goOn(text, { ...nothing, targets, math }, deadline)
}

function goOn(text: string, from: MarkdownReading, deadline: number): MarkdownReading {
  const readable = text.slice(0, lengthToRead(text))
  const settled = [...from.settled]
  let settledMarks = from.settledMarks
  let end = from.settledText.length
  let size = PIECE
  for (;;) {
    const started = performance.now()
    const piece = readable.slice(end, end + size)
    const nodes = parseMarkdown(piece, from).children
    const isLast = end + size >= readable.length
    const closed = closedBlocks(nodes, piece)
    const closedNodes = nodes.slice(0, closed.count)
    settled.push(...closedNodes)
    settledMarks = withMarks(settledMarks, closedNodes)
    end += closed.length
    const took = performance.now() - started
    // When no block has ended, the next piece is twice as long and takes more than twice as long to parse.
    const isTooHard =
      performance.now() + (closed.count > 0 ? took : 3 * took) > deadline ||
      (closed.count === 0 && lazyLines(nodes, piece) > MAX_LAZY_LINES)
    if (isLast || isTooHard) {
      const open = nodes.slice(closed.count)
      const readTo = end + piece.length - closed.length
      return {
        settled,
        open,
        rest: text.slice(readTo),
        hardFrom: isLast ? null : readTo,
        settledText: text.slice(0, end),
        targets: from.targets,
        math: from.math,
        marks: withMarks(settledMarks, open),
        settledMarks,
      }
    }
    size = closed.count > 0 ? PIECE : 2 * size
  }
}

function lazyLines(nodes: readonly MarkdownNode[], text: string): number {
  const container = nodes.find(({ type }) => type === 'list' || type === 'blockquote')
  const from = container?.position?.start.offset
  return from === undefined ? 0 : [...text.slice(from).matchAll(/^(?![-+*]\s|\d{1,9}[.)]\s)[^\s>]/gm)].length
}

/** The same list when nothing was added: most texts have none, and re-render only where they changed. */
function withMarks(before: readonly Mark[], nodes: readonly MarkdownNode[]): readonly Mark[] {
  const found = marksIn(nodes)
  return found.length === 0 ? before : [...before, ...found]
}

/** Ends at a line break. */
function lengthToRead(text: string): number {
  return text.length <= MAX_LENGTH ? text.length : text.lastIndexOf('\n', MAX_LENGTH) + 1 || MAX_LENGTH
}

/**
 * The final blocks: those before the last one that has certainly started. Its first two lines must be complete, so that
 * it is not the middle of a paragraph, and it must not follow a definition, which could take its lines back.
 */
function closedBlocks(nodes: readonly MarkdownNode[], text: string): { count: number; length: number } {
  for (let count = nodes.length - 1; count > 0; count -= 1) {
    const length = lineStart(nodes[count])
    if (hasTwoLines(text, length) && isApart(nodes[count - 1], text, length) && text[length] !== BYTE_ORDER_MARK) {
      return { count, length }
    }
  }
  return { count: 0, length: 0 }
}

function hasTwoLines(text: string, from: number): boolean {
  const first = text.indexOf('\n', from)
  return first !== -1 && text.includes('\n', first + 1)
}

function isApart(before: MarkdownNode | undefined, text: string, until: number): boolean {
  return before?.type !== 'definition' || text.slice(before.position?.end.offset, until).split('\n').length > 2
}

/** micromark drops it at the start of its input, and nowhere else. */
const BYTE_ORDER_MARK = '\uFEFF'

function lineStart(node: MarkdownNode | undefined): number {
  const start = node?.position?.start
  return (start?.offset ?? 0) - ((start?.column ?? 1) - 1)
}
