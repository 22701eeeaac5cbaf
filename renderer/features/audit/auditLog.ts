import type { AuditEntry } from '#shared/operations/audit.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** The filters of the audit log. Empty values match everything. Days in the person's time zone, `2026-11-21`. */
export interface AuditFilter {
  readonly q: string
  readonly action: string
  readonly outcome: '' | AuditEntry['outcome']
  readonly since: string
  readonly until: string
}

export const noFilter: AuditFilter = { q: '', action: '', outcome: '', since: '', until: '' }

/** The audit log as far as it is loaded, newest first. */
export interface LoadedEntries {
  readonly entries: readonly AuditEntry[]
  /** The cursor of the next older page; null at the end. */
  readonly cursor: string | null
}

const PAGE = 100

const filter = createStore<AuditFilter>(noFilter)

export const auditFilter: Store<AuditFilter> = filter

export const auditLog = queries.define<LoadedEntries>({
  key: 'audit.list',
  fetch: (isCurrent) => load({ entries: [], cursor: null }, isCurrent),
  needs: 'manage',
  isPaged: true,
})

/** Loads again; the current entries stay until the result arrives. */
export async function loadAudit(changed: Partial<AuditFilter> = {}): Promise<void> {
  filter.set({ ...filter.get(), ...changed })
  await auditLog.refresh()
}

/** Loads the next older page. No-op while one is loading. */
export async function loadOlderAudit(): Promise<void> {
  const before = auditLog.get()
  if (before.kind === 'ready' && before.value.cursor !== null && !before.isAsking) {
    await auditLog.update((isCurrent) => load(before.value, isCurrent))
  }
}

/** Continues with the next page when the server searched a part of the log without a match. */
async function load({ entries, cursor }: LoadedEntries, isCurrent: () => boolean): Promise<LoadedEntries> {
  let found: readonly AuditEntry[] = []
  let next = cursor
  do {
    const page = await connection.client.call('audit.list', queryOf(filter.get(), next))
    found = page.entries
    next = page.next_cursor
  } while (found.length === 0 && next !== null && isCurrent())
  return { entries: [...entries, ...found], cursor: next }
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

/** The start of a day in the person's time zone, `days` later. */
function startOf(day: string, days: number): string {
  const start = new Date(`${day}T00:00:00`)
  start.setDate(start.getDate() + days)
  return start.toISOString()
}
