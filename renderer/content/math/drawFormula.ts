import type { Formula } from './maskMath.ts'
import { type MathElement, mathElements } from './formulaTree.ts'

/** A longer one stays as it is written. */
const MAX_LENGTH = 4_000
/** In the size of its letters, and in points: no formula is drawn over what stands around it. */
const MAX_SIZE: [number, number] = [20, 200]
/** Macros that Temml brings along are short; a text may define none, which could grow without an end. */
const MAX_EXPANSIONS = 400
const DEFINES =
  /\\(?:[gex]?def|let|futurelet|(?:re|provide)?newcommand|(?:re)?newenvironment|DeclareMathOperator)(?![a-zA-Z])/
/** Never keeps the page from drawing for longer. */
const AT_ONCE_MS = 8

/**
 * The elements of a formula; null: it cannot be drawn, or what draws it could not be fetched. One at a time, and the page has
 * its turn between them. Never fails.
 */
export async function drawFormula({ tex, isDisplay }: Pick<Formula, 'tex' | 'isDisplay'>): Promise<MathElement | null> {
  if (tex.length > MAX_LENGTH || DEFINES.test(tex)) {
    return null
  }
  try {
    const { default: temml } = await import('temml')
    await turn()
    const options = { displayMode: isDisplay, throwOnError: true, trust: false, maxSize: MAX_SIZE }
    // oxlint-disable-next-line no-underscore-dangle -- Temml names so what gives a tree in place of markup
    return mathElements(temml.__renderToMathMLTree(tex, { ...options, maxExpand: MAX_EXPANSIONS }), isDisplay)
  } catch {
    return null
  }
}

let turns: Promise<void> = Promise.resolve()
let since = 0

/** Waits until the formulas before it are drawn, and for the page once they took long enough. */
function turn(): Promise<void> {
  const mine = turnAfter(turns)
  turns = mine
  return mine
}

async function turnAfter(before: Promise<void>): Promise<void> {
  await before
  if (performance.now() - since > AT_ONCE_MS) {
    await nextTask()
    since = performance.now()
  }
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve))
}
