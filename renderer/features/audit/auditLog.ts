import type { AuditEntry } from '#shared/operations/audit.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { mayNotKnow, whenCured } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** What the person looks for. Empty words narrow nothing. Days are the person's own, `2026-11-21`. */
export interface AuditFilter {
  readonly q: string
  readonly action: string
  readonly outcome: '' | AuditEntry['outcome']
  readonly since: string
  readonly until: string
}

export const noFilter: AuditFilter = { q: '', action: '', outcome: '', since: '', until: '' }

export type AuditState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string; readonly mayNot: boolean }
  | {
      readonly kind: 'shown'
      readonly entries: readonly AuditEntry[]
      /** Where older ones start; null: there are none. */
      readonly cursor: string | null
      readonly isLoading: boolean
    }

const PAGE = 100

const state = createStore<AuditState>({ kind: 'loading' })
const filter = createStore<AuditFilter>(noFilter)
let asked = 0

/** The audit log as far as it is loaded, newest first. */
export const audit: Store<AuditState> = state
export const auditFilter: Store<AuditFilter> = filter

/** Looks anew; what is shown stays until the answer comes. */
export async function loadAudit(changed: Partial<AuditFilter> = {}): Promise<void> {
  filter.set({ ...filter.get(), ...changed })
  const before = state.get()
  state.set(before.kind === 'shown' ? { ...before, isLoading: true } : { kind: 'loading' })
  await load([], undefined)
}

/** Adds the next older ones. No-op while a page is on its way. */
export async function loadOlderAudit(): Promise<void> {
  const before = state.get()
  if (before.kind === 'shown' && before.cursor !== null && !before.isLoading) {
    state.set({ ...before, isLoading: true })
    await load(before.entries, before.cursor)
  }
}

/** The last question wins. A server that looked through a piece of the log and found nothing is asked for the next. */
async function load(before: readonly AuditEntry[], from: string | undefined): Promise<void> {
  asked += 1
  const question = asked
  try {
    let cursor = from ?? null
    let found: readonly AuditEntry[] = []
    do {
      const page = await connection.client.call('audit.list', queryOf(filter.get(), cursor))
      if (question !== asked) {
        return
      }
      found = page.entries
      cursor = page.next_cursor
    } while (found.length === 0 && cursor !== null)
    state.set({ kind: 'shown', entries: [...before, ...found], cursor, isLoading: false })
  } catch (error) {
    if (question === asked) {
      state.set({ kind: 'failed', message: sentenceOf(error), mayNot: mayNotKnow(error) })
      whenCured(error, loadAgain)
    }
  }
}

async function loadAgain(): Promise<void> {
  await loadAudit()
}

function queryOf({ q, action, outcome, since, until }: AuditFilter, cursor: string | null): InputOf<'audit.list'> {
  return {
    limit: PAGE,
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(action === '' ? {} : { action }),
    ...(outcome === '' ? {} : { outcome }),
    ...(since === '' ? {} : { since: startOf(since, 0) }),
    ...(until === '' ? {} : { until: startOf(until, 1) }),
    ...(cursor === null ? {} : { cursor }),
  }
}

/** The first moment of a day where the person is, `days` later. */
function startOf(day: string, days: number): string {
  const start = new Date(`${day}T00:00:00`)
  start.setDate(start.getDate() + days)
  return start.toISOString()
}
