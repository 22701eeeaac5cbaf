import { parseMarkdown } from './parseMarkdown.ts'
import type { MarkdownNode } from './tree.ts'
import { type Mark, type Targets, isSameTargets, marksIn, targetsOf } from './targets.ts'

/** Longer texts than this stay texts from here on. */
const MAX_LENGTH = 256 * 1024

/** So much is read at once: some work grows with the square of what is read. */
const PIECE = 4 * 1024

/** All that one reading may take before the rest stays text: a page must not stand still for what somebody wrote. */
const BUDGET_MS = 4_000

/** Lines of a list or quote that go on without its mark. The parser compares each with all those before it. */
const MAX_LAZY_LINES = 1_000

/** A text as a tree, as far as it was read. */
export interface MarkdownReading {
  /** Blocks that nothing that follows can change; they keep their identity while the text grows. */
  readonly settled: readonly MarkdownNode[]
  /** Blocks that may still become others. */
  readonly open: readonly MarkdownNode[]
  /** What comes after them, as it is written: too long, or too hard to read. Mostly empty. */
  readonly rest: string
  /** Where `rest` begins for good, since reading on would take too long; null where it would not. */
  readonly hardFrom: number | null
  /** What was read as `settled`. */
  readonly settledText: string
  /** What references were held to point to. */
  readonly targets: Targets
  /** The marks of all blocks, and of the settled ones. */
  readonly marks: readonly Mark[]
  readonly settledMarks: readonly Mark[]
}

const noMarks: readonly Mark[] = []

const nothing: MarkdownReading = {
  settled: [],
  open: [],
  rest: '',
  hardFrom: null,
  settledText: '',
  targets: targetsOf(noMarks),
  marks: noMarks,
  settledMarks: noMarks,
}

/**
 * Reads a text, going on from an earlier reading of its beginning where there is one. The tree is the one that the
 * whole text has, however often and wherever it was cut: a block that another has followed is closed for good, and
 * reading begins again with the last that is not. Only what references point to works backwards; where that has
 * changed, all is read again.
 */
export function readMarkdown(
  whole: string,
  before: MarkdownReading = nothing,
  budgetMs: number = BUDGET_MS,
): MarkdownReading {
  const text = whole.startsWith(BYTE_ORDER_MARK) ? whole.slice(1) : whole
  const deadline = performance.now() + budgetMs
  const from = text.startsWith(before.settledText) ? before : nothing
  if (from.hardFrom !== null) {
    return { ...from, rest: text.slice(from.hardFrom) }
  }
  const read = goOn(text, from, deadline)
  const targets = targetsOf(read.marks)
  return isSameTargets(targets, from.targets) ? read : goOn(text, { ...nothing, targets }, deadline)
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
    const nodes = parseMarkdown(piece, from.targets).children
    const isLast = end + size >= readable.length
    const closed = closedBlocks(nodes, piece)
    const closedNodes = nodes.slice(0, closed.count)
    settled.push(...closedNodes)
    settledMarks = withMarks(settledMarks, closedNodes)
    end += closed.length
    const took = performance.now() - started
    // Where no block has ended, the next piece is twice as long, and reading it takes more than twice as long.
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

/** The same list where none is added: most texts have none, and are drawn again only where they changed. */
function withMarks(before: readonly Mark[], nodes: readonly MarkdownNode[]): readonly Mark[] {
  const found = marksIn(nodes)
  return found.length === 0 ? before : [...before, ...found]
}

/** Cut at the end of a line. */
function lengthToRead(text: string): number {
  return text.length <= MAX_LENGTH ? text.length : text.lastIndexOf('\n', MAX_LENGTH) + 1 || MAX_LENGTH
}

/**
 * The blocks before the last one that has surely begun: its first two lines are there to the end, so that it is not
 * the middle of a paragraph, and no definition stands right before it, which may have to take its lines back.
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

/** micromark leaves it out at the beginning of what it reads, and nowhere else. */
const BYTE_ORDER_MARK = '\uFEFF'

function lineStart(node: MarkdownNode | undefined): number {
  const start = node?.position?.start
  return (start?.offset ?? 0) - ((start?.column ?? 1) - 1)
}
