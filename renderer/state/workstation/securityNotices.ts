import type { SecurityNotice } from '#shared/operations/device.ts'
import { createStore, type Store } from '../store.ts'

const state = createStore<readonly SecurityNotice[]>([])

/** Shown at once: older ones are on the page of devices. */
const SHOWN = 3

/** What happened to sign-ins while this page was open, newest first, until the person has put it away. */
export const securityNotices: Store<readonly SecurityNotice[]> = state

export function addSecurityNotice(notice: SecurityNotice): void {
  state.set([notice, ...state.get()].slice(0, SHOWN))
}

export function putSecurityNoticesAway(): void {
  state.set([])
}
