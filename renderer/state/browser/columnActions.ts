import { SessionId } from '#shared/ids.ts'
import { isTouch } from '#renderer/platform/viewport.ts'
import { besideOf, BESIDE, focusedColumn } from './columns.ts'
import { closeDrawer } from './rail.ts'
import { address, changePath, goTo, showsSession } from './route.ts'
import type { Store } from '../store.ts'

/** In px: 600 for each of two sessions side by side. */
const ROOM = 1200
const isRoomy = window.matchMedia(`(min-width: ${ROOM}px)`)

/** Whether two sessions fit side by side. */
export const fitsTwoSessions: Store<boolean> = {
  get: () => isRoomy.matches,
  subscribe: (listener) => {
    isRoomy.addEventListener('change', listener)
    return () => isRoomy.removeEventListener('change', listener)
  },
}

/** The rail stays beside two sessions in windows of this width, in px: it takes 264. */
export const ROOM_WITH_RAIL = ROOM + 264

/** The sessions that this page deletes just now: it leaves them by itself, and says so. */
export const beingDeleted = new Set<SessionId>()

/** What a person has just opened beside another: its column takes the keyboard. */
let opened: SessionId | null = null

/** The session that the path leads to; null: another page. */
export function pathSession(): SessionId | null {
  const [page, id] = address
    .get()
    .path.split('/')
    .filter((part) => part !== '')
  return page === 'session' ? (SessionId.safeParse(id).data ?? null) : null
}

/** The sessions in columns on the screen, from left to right. */
export function shownSessions(): readonly SessionId[] {
  const first = pathSession()
  const second = first === null || focusedColumn.get() === null ? null : besideOf(first)
  return [first, second].filter((id) => id !== null)
}

/** Whether keys and commands mean this session: the one that is open, of two the one whose column has the keyboard. */
export function isMeant(id: string): boolean {
  return id === (focusedColumn.get() ?? pathSession())
}

/**
 * Opens a session beside the one that is open, in the place of what stands there, and gives it the keyboard; Back undoes it.
 * The one that is on the screen already gets the keyboard. No-op on other pages.
 */
export function openBeside(id: SessionId): void {
  const first = pathSession()
  if (shownSessions().includes(id)) {
    focusColumn(id)
  } else if (first !== null && id !== first) {
    opened = id
    closeDrawer()
    // A field that appears takes no focus away (platform/focus).
    if (document.activeElement instanceof HTMLElement) {
      document.activeElement.blur()
    }
    changePath(`/session/${first}`, 'push', queryWith(id))
  }
}

/** For the column that appears: whether a person has just opened it. True once. */
export function isJustOpened(id: SessionId): boolean {
  const isIt = opened === id
  opened = null
  return isIt
}

/** Closes one of two columns: the other session has the page, and the keyboard. The closed one goes on; Back opens it again. */
export function closeColumn(id: SessionId): void {
  const [first, second] = shownSessions()
  if (first === undefined || second === undefined) {
    return
  }
  const stays = id === first ? second : first
  focusColumn(stays)
  changePath(`/session/${stays}`, 'push', id === first ? '' : queryWith(null))
}

/** Leaves a session: for the one beside it, where two are on the screen, else for Home. No-op where it is not open. */
export function leaveSession(id: SessionId): void {
  if (shownSessions().length > 1 && shownSessions().includes(id)) {
    closeColumn(id)
  } else if (showsSession(address.get().path, id)) {
    goTo('/')
  }
}

/** The column that keys and commands mean; null where no session is open. */
export function focusedElement(): HTMLElement | null {
  const id = focusedColumn.get() ?? pathSession()
  return id === null ? null : columnOf(id)
}

/** Gives the keyboard to a column: to its message, or to its conversation where a finger would call up a keyboard. */
export function focusColumn(id: SessionId): void {
  const field = isTouch() ? null : composerOf(id)
  ;(field ?? columnOf(id)?.querySelector<HTMLElement>('[role="log"]'))?.focus()
}

/** Where messages to this session are written; null while nothing can be. */
export function composerOf(id: SessionId): HTMLElement | null {
  return columnOf(id)?.querySelector<HTMLElement>('[aria-label="Message to Claude"]') ?? null
}

/** Whether somebody is at what stands below the conversation: its message, one that waits in the queue, a menu. */
export function isWriting(id: SessionId): boolean {
  return columnOf(id)?.querySelector('[data-footer]')?.matches(':focus-within') === true
}

/** Gives the keyboard to the other one of two columns. False where there is one. */
export function focusOtherColumn(): boolean {
  const other = shownSessions().find((id) => !isMeant(id))
  if (other !== undefined) {
    focusColumn(other)
  }
  return other !== undefined
}

function columnOf(id: SessionId): HTMLElement | null {
  return document.querySelector<HTMLElement>(`[data-column="${CSS.escape(id)}"]`)
}

/** The query of the address with this session beside the other; null: with none. */
function queryWith(beside: SessionId | null): string {
  const query = new URLSearchParams(location.search)
  query.delete(BESIDE)
  if (beside !== null) {
    query.set(BESIDE, beside)
  }
  return query.size === 0 ? '' : `?${query}`
}
