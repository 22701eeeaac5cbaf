import { createStore, type Store } from '../store.ts'
import { loadItem, storeItem } from './browserStorage.ts'
import { BESIDE, focusedColumn } from './columns.ts'
import { type PaneTab, paneTab } from './paneTabs.ts'
import { address, changePath, isOnTop } from './route.ts'

const LAST_TAB = 'pane_tab'
/** The parameter of the address that says where in a file. */
const LINE = 'line'

const full = createStore(loadItem('pane_full') === 'yes')

/** Whether the terminal takes the place of the conversation, where both would have room. */
export const fullPane: Store<boolean> = full

/** Kept in this browser. */
export function setFullPane(isFull: boolean): void {
  full.set(isFull)
  storeItem('pane_full', isFull ? 'yes' : null)
}

/**
 * Opens the tab in the pane of the session that is open, and remembers it in this browser. Back closes the pane. Of two side
 * by side it is that of the one with the keyboard, and takes the place of the other one. `place`: what the tab shows of many,
 * such as the path of a file, and `line` where in it.
 */
export function showTab(tab: PaneTab, place = '', line: number | null = null): void {
  const { session, isOpen } = here()
  if (session === null) {
    return
  }
  storeItem(LAST_TAB, tab)
  const focused = focusedColumn.get()
  const end = place === '' ? tab : `${tab}/${place.split('/').map(encodeURIComponent).join('/')}`
  if (focused === null || session === `/session/${focused}`) {
    changePath(`${session}/${end}`, isOpen ? 'replace' : 'push', queryWith(location.search, line))
  } else {
    const other = new URLSearchParams({ [BESIDE]: session.slice('/session/'.length) })
    changePath(`/session/${focused}/${end}`, 'push', queryWith(`?${other}`, line))
  }
}

/** The line of the file that the address names; null: none. */
export function lineInAddress(): number | null {
  const line = Number(new URLSearchParams(location.search).get(LINE))
  return Number.isSafeInteger(line) && line > 0 ? line : null
}

function queryWith(query: string, line: number | null): string {
  const parameters = new URLSearchParams(query)
  parameters.delete(LINE)
  if (line !== null) {
    parameters.set(LINE, String(line))
  }
  return parameters.size === 0 ? '' : `?${parameters}`
}

/** Closes the pane. */
export function closePane(): void {
  const { session, isOpen } = here()
  if (session === null || !isOpen) {
    return
  }
  if (isOnTop()) {
    history.back()
  } else {
    changePath(session, 'replace')
  }
}

/** Opens the pane of the session that is open, with the tab of the last time, or closes it. False where no session is open. */
export function togglePane(): boolean {
  const { session, isOpen } = here()
  if (isOpen) {
    closePane()
  } else {
    showTab(paneTab(loadItem(LAST_TAB)) ?? 'info')
  }
  return session !== null
}

/** The path of the session that is open, without its tab. */
function here(): { readonly session: string | null; readonly isOpen: boolean } {
  const [page, id, tab] = address
    .get()
    .path.split('/')
    .filter((part) => part !== '')
  return page === 'session' && id !== undefined
    ? { session: `/session/${id}`, isOpen: tab !== undefined }
    : { session: null, isOpen: false }
}
