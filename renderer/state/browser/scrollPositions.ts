/** A scroll position: an offset in px from the top of the page, or from the top of a row. */
export interface ScrollPosition {
  readonly row: string | null
  readonly px: number
}

/** Older positions are dropped. */
const MAX_POSITIONS = 100

const positions = new Map<string, ScrollPosition>()

/** The id of the current entry of this tab's history. */
export function historyEntry(): string {
  const state: unknown = history.state
  const entry = typeof state === 'object' && state !== null && 'entry' in state ? state.entry : ''
  return typeof entry === 'string' ? entry : ''
}

/** As `historyEntry`, for one conversation: two may stand side by side. */
export function conversationEntry(session_id: string): string {
  return `${historyEntry()} ${session_id}`
}

/** The state of a new history entry: a unique id. */
export function newHistoryEntry(): { readonly entry: string } {
  return { entry: crypto.randomUUID() }
}

/** Stores the scroll position of a history entry, for as long as the page lives; null removes it. */
export function storeScrollPosition(entry: string, position: ScrollPosition | null): void {
  positions.delete(entry)
  if (position === null) {
    return
  }
  positions.set(entry, position)
  const [oldest] = positions.keys()
  if (positions.size > MAX_POSITIONS && oldest !== undefined) {
    positions.delete(oldest)
  }
}

/** The scroll position at which the entry was left; null for the default position. */
export function loadScrollPosition(entry: string): ScrollPosition | null {
  return positions.get(entry) ?? null
}
