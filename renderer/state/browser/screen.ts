import { createStore, type Store } from '../store.ts'

/** What fits: a phone has a tab bar, a narrow window opens the rail over the page, a wide one shows both. */
export type ScreenSize = 'phone' | 'narrow' | 'wide'

const isWide = widthOf(1024)
const isNarrow = widthOf(768)
/** Each says whether there is room for the rail too. */
const beside = new Set<MediaQueryList>()
const state = createStore(measured())
const oneColumn = createStore(!isWide.matches)

/**
 * The size of the window, by the same widths as the style sheet's `md` and `lg`. While the pane or another session takes the
 * rail's place, a wide window is a narrow one.
 */
export const screenSize: Store<ScreenSize> = state

/** Whether a pane covers the conversation, for want of room beside it: below the style sheet's `lg`. */
export const hasOneColumn: Store<boolean> = oneColumn

/**
 * For what stands beside a session, in an effect: it takes the rail's place in windows narrower than this, in px. Returns what
 * to do when it closes.
 */
export function standsBeside(px: number): () => void {
  const hasRoom = widthOf(px)
  beside.add(hasRoom)
  measure()
  return () => {
    hasRoom.removeEventListener('change', measure)
    beside.delete(hasRoom)
    measure()
  }
}

function widthOf(px: number): MediaQueryList {
  const query = window.matchMedia(`(min-width: ${px}px)`)
  query.addEventListener('change', measure)
  return query
}

function measure(): void {
  state.set(measured())
  oneColumn.set(!isWide.matches)
}

function measured(): ScreenSize {
  const hasRoom = [...beside].every(({ matches }) => matches)
  return isWide.matches && hasRoom ? 'wide' : isNarrow.matches ? 'narrow' : 'phone'
}
