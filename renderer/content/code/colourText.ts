import { type CodeLine, linesInColour } from './colourRuns.ts'
import { loadGrammar } from './grammars.ts'
import { languageOf } from './languages.ts'

/** Longer texts stay plain. */
const MAX_CHARACTERS = 100_000
/** So does a text with a line this long: it was not written to be read. */
const MAX_LINE = 2_000
/** And one that takes this long. */
const BUDGET_MS = 500
/** Never keeps the page from drawing for longer. */
const AT_ONCE_MS = 8

/**
 * The lines of a program in their colours. `language`: a fence's name or a path. null where it stays plain: its language
 * is unknown, it is too long, or takes too long. Pauses for the page every few milliseconds. Never fails.
 */
export async function colourText(text: string, language: string): Promise<readonly CodeLine[] | null> {
  const known = languageOf(language)
  if (known === null || text.length > MAX_CHARACTERS || hasLongLine(text)) {
    return null
  }
  try {
    const grammar = await loadGrammar(known.grammar)
    const ranges = await afterOthers(() => inSteps(grammar(text)))
    return ranges === null ? null : linesInColour(text, ranges)
  } catch {
    // A mode that stands still, or a grammar that could not be fetched: plain text says the same.
    return null
  }
}

let others: Promise<unknown> = Promise.resolve()

/** One text at a time: many of them keep the page no busier than one. */
function afterOthers<T>(work: () => Promise<T>): Promise<T> {
  const mine = others.then(work, work)
  others = mine
  return mine
}

function hasLongLine(text: string): boolean {
  let start = 0
  for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', start)) {
    if (end - start > MAX_LINE) {
      return true
    }
    start = end + 1
  }
  return text.length - start > MAX_LINE
}

/** The result of some work, done step by step; null when its time is over. */
async function inSteps<T>(work: Iterator<undefined, T>): Promise<T | null> {
  let spent = 0
  while (spent < BUDGET_MS) {
    const started = performance.now()
    do {
      const step = work.next()
      if (step.done === true) {
        return step.value
      }
    } while (performance.now() - started < AT_ONCE_MS)
    spent += performance.now() - started
    await nextTask()
  }
  return null
}

function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel()
    const onMessage = () => {
      port1.close()
      resolve()
    }
    port1.addEventListener('message', onMessage)
    port1.start()
    port2.postMessage(null)
  })
}
