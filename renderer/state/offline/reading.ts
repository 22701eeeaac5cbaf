import { SNAPSHOT_EVENTS, Overview, Subscribed } from '#shared/session/snapshots.ts'
import type { SessionId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { shownSessions } from '../browser/columnActions.ts'
import { loadItem, onStorageChange, storeItem } from '../browser/browserStorage.ts'
import { address } from '../browser/route.ts'
import { openSessions } from '../session/pageSessions.ts'
import { overview } from '../session/overview.ts'
import { createStore, type Store } from '../store.ts'
import { connection, link } from '../workstation/connection.ts'
import { forgetAll } from '../kept/forgetAll.ts'
import { isKept, keep, readKept, wipeKept } from '../kept/keptStore.ts'

const SETTING = 'offline'
const LIST = 'list'
/** Of the list, as many as a phone scrolls through. */
const MOST_LISTED = 60
const KEEP_EVERY_MS = 30_000
/** What is read again without a change is kept anew, lest it grow too old. */
const KEEP_AGAIN_MS = 86_400_000

const shown = createStore<number | null>(null)
/** What the page shows is of this moment (ms since 1970), as this device kept it; null: it is the workstation's. */
export const keptSince: Store<number | null> = shown

const isStored = () => loadItem(SETTING) !== 'off'
const chosen = createStore(isStored())
/** Whether this device keeps what was read. */
export const keepsReading: Store<boolean> = chosen

/** Of this device alone. Off: what it kept is destroyed. */
export async function chooseKeeping(isOn: boolean): Promise<void> {
  storeItem(SETTING, isOn ? null : 'off')
  chosen.set(isOn)
  if (isOn) {
    await keepAll()
  } else {
    noted.clear()
    await wipeKept()
  }
}

/** Keeps what is read while there is a connection, and shows it while there is none. Never stopped. */
export function followReading(): void {
  link.subscribe(() => {
    const { kind } = link.get()
    if (kind === 'ready') {
      shown.set(null)
    }
    if (kind === 'signed_out') {
      // Signed out, revoked, locked down: what was read goes with the right to read it.
      noted.clear()
      void forgetAll()
    }
    look()
  })
  // Chosen in another tab of this browser.
  onStorageChange(() => chosen.set(isStored()))
  address.subscribe(look)
  document.addEventListener('visibilitychange', look)
  setInterval(look, KEEP_EVERY_MS)
  look()
}

function look(): void {
  void keepAll().catch(ignore)
  void showKept().catch(ignore)
}

/** How far each conversation was when it was kept, when that was, and whether it is too large for it. */
const noted = new Map<SessionId, { readonly head: number; readonly at: number; readonly isTooLarge: boolean }>()

/** Where the browser stores no choice, it is that of this tab alone. */
function mayKeep(): boolean {
  return chosen.get() && isStored() && link.get().kind === 'ready'
}

async function keepAll(): Promise<void> {
  const all = overview.get()
  if (!mayKeep() || all.kind !== 'ready') {
    return
  }
  const sessions = all.sessions.slice(0, MOST_LISTED)
  await keep(LIST, { verdict: 'snapshot', sessions, approvals: [], next_cursor: null }, Date.now())
  for (const id of shownSessions()) {
    await keepOne(id)
  }
}

async function keepOne(session_id: SessionId): Promise<void> {
  const open = openSessions.get(session_id)
  if (open.kind !== 'open' || (await isUpToDate(session_id, open.timeline.head_seq))) {
    return
  }
  const { head_seq } = open.timeline
  const { events } = await connection.client.call('session.events', {
    session_id,
    before_seq: head_seq + 1,
    limit: SNAPSHOT_EVENTS,
  })
  if (!mayKeep()) {
    // Switched off or signed out meanwhile: what was destroyed must not come back.
    return
  }
  const snapshot = { first_seq: events[0]?.seq ?? 1, events }
  const { session, queue } = open.header
  const at = Date.now()
  const fits = await keep(session_id, { verdict: 'snapshot', head_seq, session, approvals: [], queue, snapshot }, at)
  noted.set(session_id, { head: head_seq, at, isTooLarge: !fits })
}

async function isUpToDate(session_id: SessionId, head: number): Promise<boolean> {
  const last = noted.get(session_id)
  if (last === undefined || last.head !== head || Date.now() - last.at > KEEP_AGAIN_MS) {
    return false
  }
  return last.isTooLarge || (await isKept(session_id))
}

/** What a page that found no server shows, as if it had come from there; the real one goes on from its `seq`. */
async function showKept(): Promise<void> {
  const { kind } = link.get()
  if (kind !== 'offline' && kind !== 'reconnecting') {
    return
  }
  if (overview.get().kind === 'loading') {
    const list = await readKept(LIST, Date.now())
    const found = Overview.safeParse(list?.value).data
    if (list !== null && found !== undefined && overview.get().kind === 'loading') {
      const sessions = found.sessions.map(atRest)
      connection.subscriptions.onIncoming({
        kind: 'overview',
        reply_to: null,
        overview: { ...found, sessions },
        sent_at: null,
      })
      shown.set(list.at)
    }
  }
  for (const id of shownSessions()) {
    await showOne(id)
  }
}

async function showOne(id: SessionId): Promise<void> {
  if (openSessions.get(id).kind !== 'loading') {
    return
  }
  const one = await readKept(id, Date.now())
  const subscribed = Subscribed.safeParse(one?.value).data
  if (one !== null && subscribed !== undefined && subscribed.session.id === id) {
    const session = atRest(subscribed.session)
    connection.subscriptions.onIncoming({
      kind: 'subscribed',
      reply_to: null,
      subscribed: { ...subscribed, session },
    })
    shown.set(Math.min(one.at, shown.get() ?? one.at))
  }
}

/** What it does now nobody knows. */
function atRest(session: Session): Session {
  const isBusy = session.status === 'WORKING' || session.status === 'STARTING' || session.status === 'WAITING'
  return isBusy ? { ...session, status: 'ACTIVE' } : session
}

/** Nothing is lost by it: there is no room, or a private window keeps nothing. */
function ignore(): void {}
