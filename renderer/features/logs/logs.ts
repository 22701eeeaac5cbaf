import type { LogComponent, LogEntry, LogEntryLevel } from '#shared/operations/logs.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** The filters; empty values match everything. */
export interface LogFilter {
  readonly q: string
  readonly level: '' | LogEntryLevel
  readonly component: '' | LogComponent
}

/** The log files as far as they are loaded, newest first. */
export interface LoadedLogs {
  readonly entries: readonly LogEntry[]
  /** The cursor of the next older page; null at the end. */
  readonly cursor: string | null
}

const PAGE = 100

const filter = createStore<LogFilter>({ q: '', level: '', component: '' })

export const logFilter: Store<LogFilter> = filter

export const logs = queries.define<LoadedLogs>({
  key: 'logs.list',
  fetch: () => load({ entries: [], cursor: null }),
  needs: 'local',
  isPaged: true,
})

/** Loads again; the current entries stay until the result arrives. */
export async function loadLogs(changed: Partial<LogFilter> = {}): Promise<void> {
  filter.set({ ...filter.get(), ...changed })
  await logs.refresh()
}

/** Loads the next older page. */
export async function loadOlderLogs(): Promise<void> {
  const before = logs.get()
  if (before.kind === 'ready' && before.value.cursor !== null) {
    await logs.update(() => load(before.value))
  }
}

async function load({ entries, cursor }: LoadedLogs): Promise<LoadedLogs> {
  const page = await connection.client.call('logs.list', queryOf(filter.get(), cursor))
  return { entries: [...entries, ...page.entries], cursor: page.next_cursor }
}

function queryOf({ q, level, component }: LogFilter, cursor: string | null): InputOf<'logs.list'> {
  return {
    limit: PAGE,
    ...(q.trim() === '' ? {} : { q: q.trim() }),
    ...(level === '' ? {} : { level }),
    ...(component === '' ? {} : { component }),
    ...(cursor === null ? {} : { cursor }),
  }
}
