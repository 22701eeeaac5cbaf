import { formulasIn } from './formulasIn.ts'

/** A formula in a text. */
export interface Formula {
  /** As it is written, with its signs. */
  readonly source: string
  /** What stands between them. */
  readonly tex: string
  /** It stands on a line of its own. */
  readonly isDisplay: boolean
}

export interface MaskedText {
  /** As long as the text, with formulas replaced by characters that mean nothing to Markdown. */
  readonly text: string
  readonly formulas: readonly Formula[]
}

/** More in one text stay as they are written. */
const MAX_FORMULAS = 2_000

/** Characters without a meaning of their own (private use): two tell which formula it is, others fill up its length. */
const FIRST = 0xe000
const DIGITS = 0x800
const FILL = '\uF000'
const PRIVATE = /[\uE000-\uF8FF]/
const MASK = /[\uE000-\uE7FF]{2}\uF000+/g

/** Hides the formulas of a text from Markdown, which would read their signs as its own. null: none in it. Linear. */
export function maskMath(text: string): MaskedText | null {
  if (PRIVATE.test(text)) {
    return null
  }
  const formulas: Formula[] = []
  const parts: string[] = []
  let done = 0
  for (const { start, end, sign, isDisplay } of formulasIn(text)) {
    if (formulas.length === MAX_FORMULAS) {
      break
    }
    const source = text.slice(start, end)
    parts.push(text.slice(done, start), maskOf(formulas.length, source.length))
    formulas.push({ source, tex: source.slice(sign, -sign).trim(), isDisplay })
    done = end
  }
  return formulas.length === 0 ? null : { text: [...parts, text.slice(done)].join(''), formulas }
}

/** A text with masks, cut into what is no formula and what is one. */
export function unmask(text: string, formulas: readonly Formula[]): readonly (string | Formula)[] {
  const parts: (string | Formula)[] = []
  let done = 0
  for (const match of text.matchAll(MASK)) {
    const formula = formulas[indexOf(match[0])]
    if (formula !== undefined) {
      parts.push(text.slice(done, match.index), formula)
      done = match.index + match[0].length
    }
  }
  return [...parts, text.slice(done)].filter((part) => part !== '')
}

function maskOf(index: number, length: number): string {
  const digits = String.fromCharCode(FIRST + Math.floor(index / DIGITS), FIRST + (index % DIGITS))
  return digits + FILL.repeat(length - digits.length)
}

function indexOf(mask: string): number {
  return (mask.charCodeAt(0) - FIRST) * DIGITS + (mask.charCodeAt(1) - FIRST)
}
