/** Where a reader was on a page: so far down, in px, or so far below the top edge of a row. */
export interface ScrollPlace {
  readonly row: string | null
  readonly px: number
}

/** More pages than anybody goes back. */
const MAX_PLACES = 100

const places = new Map<string, ScrollPlace>()

/** The name of the entry of this tab's history that is on the screen. */
export function historyEntry(): string {
  const state: unknown = history.state
  const entry = typeof state === 'object' && state !== null && 'entry' in state ? state.entry : ''
  return typeof entry === 'string' ? entry : ''
}

/** What a new entry of the history keeps, so that it can be told from all others. */
export function newHistoryEntry(): { readonly entry: string } {
  return { entry: crypto.randomUUID() }
}

/** Keeps where the reader is, for as long as the page lives; null: where the page opens by itself. */
export function keepPlace(entry: string, place: ScrollPlace | null): void {
  places.delete(entry)
  if (place === null) {
    return
  }
  places.set(entry, place)
  const [oldest] = places.keys()
  if (places.size > MAX_PLACES && oldest !== undefined) {
    places.delete(oldest)
  }
}

/** Where the reader was when the entry was left; null when that is where the page opens. */
export function keptPlace(entry: string): ScrollPlace | null {
  return places.get(entry) ?? null
}
