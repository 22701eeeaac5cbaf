import { isTooLarge } from './diagramText.ts'
import type { DiagramSize } from './frameMessages.ts'

/** How a drawing ended. `unreadable`: the text is no diagram, or none within the limits. */
export type DrawingEnd =
  | ({ readonly kind: 'drawn' } & DiagramSize)
  | { readonly kind: 'unreadable' | 'slow' | 'unfetched' | 'too large' }

/** As many texts of the longest are 4 MB. */
const MAX_REMEMBERED = 100
const STORED = 'homeport.drawing'

const ends = new Map<string, DrawingEnd>()
/** Texts in the hands of a frame, and those that the tab was stopped with before. */
const underWay = new Set<string>()
const stoppedWith: ReadonlySet<string> = new Set(loadStored())

/**
 * How drawing a text ended before, so that its place is kept while it is drawn again, and what took too long is not tried
 * again; null: not tried.
 */
export function rememberedEnd(text: string): DrawingEnd | null {
  if (isTooLarge(text)) {
    return { kind: 'too large' }
  }
  return ends.get(text) ?? (stoppedWith.has(digest(text)) ? { kind: 'slow' } : null)
}

/** Notes how drawing a text ended, for as long as the page lives. */
export function rememberEnd(text: string, end: DrawingEnd): void {
  if (end.kind === 'unfetched') {
    return
  }
  ends.delete(text)
  ends.set(text, end)
  const oldest = ends.keys().next().value
  if (ends.size > MAX_REMEMBERED && oldest !== undefined) {
    ends.delete(oldest)
  }
}

/**
 * Notes that a text is being drawn. Where a frame has no process of its own, a drawing without an end stops the whole tab: once it is
 * opened again that text stays text. Returns what takes the note away.
 */
export function noteDrawing(text: string): () => void {
  const mark = digest(text)
  underWay.add(mark)
  store()
  return () => {
    underWay.delete(mark)
    store()
  }
}

/** Whoever leaves the page in between has not been stopped by it. */
addEventListener('pagehide', () => {
  underWay.clear()
  store()
})

/** Of this tab alone, and for as long as it lives, also when it is opened again after a crash. */
function store(): void {
  try {
    sessionStorage.setItem(STORED, [...underWay].join(' '))
  } catch {
    // Without storage it is tried again.
  }
}

function loadStored(): string[] {
  try {
    return (sessionStorage.getItem(STORED) ?? '').split(' ').filter((mark) => mark !== '')
  } catch {
    return []
  }
}

/** Tells the diagrams of a conversation apart; nothing depends on nobody making two that are alike. */
function digest(text: string): string {
  let sum = 0
  for (let at = 0; at < text.length; at += 1) {
    sum = (Math.imul(sum, 31) + text.charCodeAt(at)) | 0
  }
  return `${text.length}-${sum >>> 0}`
}
