import type { LogComponent, LogEntry, LogEntryLevel } from '#shared/operations/logs.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { whenCured, whileLooking } from '#renderer/state/workstation/asked.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { sentenceOf } from '#renderer/state/toasts.ts'
import { createStore, type Store } from '#renderer/state/store.ts'

/** What the person looks for; empty narrows nothing. */
export interface LogFilter {
  readonly q: string
  readonly level: '' | LogEntryLevel
  readonly component: '' | LogComponent
}

export type LogState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'shown'; readonly entries: readonly LogEntry[]; readonly cursor: string | null }

const PAGE = 100
const FOLLOW_EVERY_MS = 2_000

const state = createStore<LogState>({ kind: 'loading' })
const filter = createStore<LogFilter>({ q: '', level: '', component: '' })
let asked = 0

/** The log files as far as they are loaded, newest first. */
export const logs: Store<LogState> = state
export const logFilter: Store<LogFilter> = filter

/** Looks anew; what is shown stays until the answer comes. */
export async function loadLogs(changed: Partial<LogFilter> = {}): Promise<void> {
  filter.set({ ...filter.get(), ...changed })
  await load([], null)
}

/** Adds the next older ones. */
export async function loadOlderLogs(): Promise<void> {
  const before = state.get()
  if (before.kind === 'shown' && before.cursor !== null) {
    await load(before.entries, before.cursor)
  }
}

/** Shows what is written from now on, while somebody looks. Returns its stop. */
export function followLogs(): () => void {
  return whileLooking(FOLLOW_EVERY_MS, () => loadLogs())
}

/** The last question wins. */
async function load(before: readonly LogEntry[], cursor: string | null): Promise<void> {
  asked += 1
  const question = asked
  try {
    const page = await connection.client.call('logs.list', queryOf(filter.get(), cursor))
    if (question === asked) {
      state.set({ kind: 'shown', entries: [...before, ...page.entries], cursor: page.next_cursor })
    }
  } catch (error) {
    if (question === asked) {
      state.set({ kind: 'failed', message: sentenceOf(error) })
      whenCured(error, loadAgain)
    }
  }
}

async function loadAgain(): Promise<void> {
  await loadLogs()
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
