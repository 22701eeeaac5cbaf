import type { SecurityNotice } from '#shared/protocol/frames.ts'
import { createStore, type Store } from '../store.ts'

const state = createStore<readonly SecurityNotice[]>([])

/** Shown at once: older ones are on the page of devices. */
const SHOWN = 3

/** Security notices since this page was opened, newest first, until they are dismissed. */
export const securityNotices: Store<readonly SecurityNotice[]> = state

export function addSecurityNotice(notice: SecurityNotice): void {
  state.set([notice, ...state.get()].slice(0, SHOWN))
}

export function dismissSecurityNotices(): void {
  state.set([])
}
