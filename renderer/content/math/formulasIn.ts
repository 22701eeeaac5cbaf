/** Where a formula stands in a text, with its signs. */
export interface FormulaPlace {
  readonly start: number
  readonly end: number
  /** The length of the sign before it, and of the one after it. */
  readonly sign: 1 | 2
  /** It stands on a line of its own. */
  readonly isDisplay: boolean
}

/** A longer one is none. */
const MAX_LENGTH = 4_000
/** More characters of quotes and lists begin no line. */
const MAX_MARKS = 100
/** A longer run of back-ticks quotes nothing. */
const MAX_TICKS = 16

/**
 * The formulas of a Markdown text in their order: `$x$`, `$$x$$`, `\(x\)` and `\[x\]`. A dollar opens one only where a word
 * could begin and closes it only where one could end, so that prices and variables of a shell stay what they are; programs
 * are passed over. Linear: no sign looks past the next one like it.
 */
export function* formulasIn(text: string): Generator<FormulaPlace> {
  const code = new CodeSpans(text)
  const marks = /^(?:[ \t>]|[-*+] |\d{1,9}[.)] )*(?<fence>`{3,}|~{3,})|(?<ticks>`+)|(?<sign>\$+|\\[([])|\\[\s\S]/gm
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const { fence, ticks, sign } = found.groups ?? {}
    const from = marks.lastIndex
    if (fence !== undefined && !(fence.startsWith('`') && lineFrom(text, from).includes('`'))) {
      marks.lastIndex = afterFence(text, from, fence)
    } else if (fence !== undefined || ticks !== undefined) {
      marks.lastIndex = code.after(from, (fence ?? ticks ?? '').length)
    } else if (sign !== undefined) {
      const place = formulaAt(text, found.index, sign)
      if (place !== null) {
        yield place
        marks.lastIndex = place.end
      }
    }
  }
}

function formulaAt(text: string, start: number, sign: string): FormulaPlace | null {
  if (isWord(text.charAt(start - 1))) {
    return null
  }
  const end = sign.startsWith('$') ? dollarsEnd(text, start, sign.length) : bracketsEnd(text, start, sign)
  if (end === null || end - start > MAX_LENGTH) {
    return null
  }
  const isDisplay = sign === '$$' || sign === '\\['
  const inside = text.slice(start + sign.length, end - sign.length)
  // A blank line ends what Markdown reads as one; a quote goes on with marks of its own.
  const isOne = inside.trim() !== '' && !/\n[ \t]*(?:\n|>)/.test(inside)
  return isOne ? { start, end, sign: sign.length === 1 ? 1 : 2, isDisplay } : null
}

/** The end of a formula between dollars, of which the next ones must be the other end; null: there is none. */
function dollarsEnd(text: string, start: number, size: number): number | null {
  const from = start + size
  const next = nextMark(text, from, { marks: /\\[\s\S]|\$+/g, counts: (found) => found.startsWith('$') })
  if (size > 2 || next === null || next.found.length !== size) {
    return null
  }
  const end = next.index + size
  if (size === 2) {
    return end
  }
  const inside = text.slice(from, next.index)
  const isTight = inside === inside.trim() && !inside.includes('`')
  return isTight && !isWord(text.charAt(end)) ? end : null
}

/** `\[x\]` stands alone on its lines: elsewhere it is a bracket that only wants to be seen. */
function bracketsEnd(text: string, start: number, opening: string): number | null {
  const closing = opening === '\\(' ? '\\)' : '\\]'
  const next = nextMark(text, start + 2, {
    marks: /\\[\s\S]/g,
    counts: (found) => found === closing || found === opening,
  })
  if (next?.found !== closing) {
    return null
  }
  const end = next.index + 2
  return opening === '\\(' || (beginsLine(text, start) && endsLine(text, end)) ? end : null
}

/** Marks of quotes and lists alone stand before it. No further is looked than such marks go: it stays linear. */
function beginsLine(text: string, start: number): boolean {
  let at = start
  while (start - at < MAX_MARKS && /[^\S\n]|[>*+\-\d.)]/.test(text.charAt(at - 1))) {
    at -= 1
  }
  return at === 0 || text.charAt(at - 1) === '\n'
}

function endsLine(text: string, end: number): boolean {
  const rest = /[^\S\n]*(?:\n|$)/y
  rest.lastIndex = end
  return rest.test(text)
}

interface Wanted {
  readonly marks: RegExp
  readonly counts: (found: string) => boolean
}

/** The first mark that counts, no further than a formula is long. */
function nextMark(text: string, from: number, { marks, counts }: Wanted) {
  const near = text.slice(from, from + MAX_LENGTH)
  for (const match of near.matchAll(marks)) {
    if (counts(match[0])) {
      return { index: from + match.index, found: match[0] }
    }
  }
  return null
}

/** The end of a fenced program: its closing line, or the end of the text. */
function afterFence(text: string, from: number, fence: string): number {
  for (let start = text.indexOf('\n', from); start !== -1; start = text.indexOf('\n', start + 1)) {
    const line = lineFrom(text, start + 1)
    const mark = line.replace(/^[ \t>]*/, '').trimEnd()
    if (mark.length >= fence.length && mark === fence.charAt(0).repeat(mark.length)) {
      return start + 1 + line.length
    }
  }
  return text.length
}

/** Programs between back-ticks within a line. Remembers which were looked for in vain: it stays linear. */
class CodeSpans {
  readonly #text: string
  readonly #unclosed = new Set<number>()
  #paragraphEnd = -1

  constructor(text: string) {
    this.#text = text
  }

  /** Where to go on after back-ticks that end at `from`: behind those that close them, if any. */
  after(from: number, size: number): number {
    if (from > this.#paragraphEnd) {
      const blank = this.#text.indexOf('\n\n', from)
      this.#paragraphEnd = blank === -1 ? this.#text.length : blank
      this.#unclosed.clear()
    }
    if (size > MAX_TICKS || this.#unclosed.has(size)) {
      return from
    }
    const runs = /`+/g
    runs.lastIndex = from
    for (let run = runs.exec(this.#text); run !== null && run.index < this.#paragraphEnd; run = runs.exec(this.#text)) {
      if (run[0].length === size) {
        return runs.lastIndex
      }
    }
    this.#unclosed.add(size)
    return from
  }
}

function lineFrom(text: string, from: number): string {
  const end = text.indexOf('\n', from)
  return text.slice(from, end === -1 ? text.length : end)
}

function isWord(character: string): boolean {
  return /[\p{L}\p{N}_$]/u.test(character)
}
