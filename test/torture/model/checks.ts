import { existsSync } from 'node:fs'
import path from 'node:path'
import Database from 'better-sqlite3'
import { expect } from 'vitest'
import type { DurableEvent } from '#shared/session/events.ts'
import type { Session } from '#shared/session/session.ts'
import { emptyTimeline } from '#shared/session/timeline/timeline.ts'
import { reduceTimeline } from '#shared/session/timeline/reducer.ts'
import type { Followed } from '#test/support/host/followed.ts'
import { asStored } from '#test/support/host/storedEvents.ts'
import { commandLine } from '#test/support/server/serverProcesses.ts'
import type { TestServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'
import type { Model } from './model.ts'

/** The whole log of a session, as the server tells it. */
export async function logOf({ program }: TestServer, id: string): Promise<readonly DurableEvent[]> {
  const events: DurableEvent[] = []
  for (;;) {
    const query = `after_seq=${events.length}&limit=500`
    const page = await program.call<{ events: DurableEvent[]; head_seq: number }>(
      'GET',
      `/api/session/${id}/events?${query}`,
    )
    events.push(...page.events)
    if (page.events.length === 0 || events.length >= page.head_seq) {
      return events
    }
  }
}

/** No hole, no duplicate; every prompt once; every approval answered once, as it was acknowledged. */
export function expectWholeLog(id: string, log: readonly DurableEvent[], model: Model): void {
  expect(log.map(({ seq }) => seq)).toEqual(log.map((_, index) => index + 1))
  const sent = log.flatMap((event) => (event.type === 'user_message' ? [event.data.message_id] : []))
  expect(sent.toSorted()).toEqual([...new Set(sent)].toSorted())
  const contents = log.flatMap((event) => (event.type === 'user_message' ? [event.content ?? ''] : []))
  expectOnce(log)
  for (const [key, { session, content, message }] of model.prompts) {
    const isThere = session === id && contents.includes(content)
    if (session === id && message !== null && !model.cancelled.has(message)) {
      expect([key, isThere]).toEqual([key, true])
    }
  }
  expectApprovals(log, model)
}

/**
 * Each prompt went to Claude once. One that an interrupt took back before Claude read it waits again as a prompt of its own
 * (queueEdits.ts, `putBackHeld`): the log says which one that was, and it does not count. @throws Error with that part of the log.
 */
function expectOnce(log: readonly DurableEvent[]): void {
  const takenBack = new Set(
    log.flatMap((event) =>
      event.type === 'notice' && event.data.code === 'message_recalled' ? [event.data.details?.['message_id']] : [],
    ),
  )
  const read = log.flatMap((event) =>
    event.type === 'user_message' && !takenBack.has(event.data.message_id) ? [event.content ?? ''] : [],
  )
  const twice = read.find((content, index) => read.indexOf(content) !== index)
  if (twice !== undefined) {
    const first = log.findIndex((event) => event.type === 'user_message' && event.content === twice)
    const last = log.findLastIndex((event) => event.type === 'user_message' && event.content === twice)
    const lines = log.slice(Math.max(0, first - 8), last + 8).map((event) => JSON.stringify(event).slice(0, 600))
    throw new Error(`A prompt stands in the log twice: ${twice}\n${lines.join('\n')}`)
  }
}

/**
 * Answered once where it was asked (a host or a Claude Code that was killed meanwhile makes it be asked again, under the same
 * id), and nothing is left open; what was acknowledged is what stands there.
 */
function expectApprovals(log: readonly DurableEvent[], model: Model): void {
  const open = new Set<string>()
  for (const event of log) {
    if (event.type === 'approval_requested') {
      open.add(event.data.approval_id)
    } else if (event.type === 'approval_resolved') {
      expect([event.seq, open.delete(event.data.approval_id)]).toEqual([event.seq, true])
    }
  }
  expect([...open]).toEqual([])
  for (const [approval, decision] of model.answers) {
    const told = log.flatMap((event) =>
      event.type === 'approval_resolved' && event.data.approval_id === approval ? [event.data.decision] : [],
    )
    expect(told.length === 0 || told.includes(decision)).toBe(true)
  }
}

/** What a viewer has put together is what the log says, from where it began to follow. */
export function expectSameAsLog(followed: Followed, log: readonly DurableEvent[]): void {
  const first = followed.events[0]?.seq ?? log.length + 1
  const own = log.slice(first - 1)
  expect(followed.events.map(asStored)).toEqual(own.map(asStored))
  expect(followed.timeline.items).toEqual(reduceTimeline(emptyTimeline(first), [...followed.events]).items)
  expect(followed.timeline.open).toEqual([])
}

/**
 * Each Claude Code that runs is the one of a session that the host knows. One that just starts, or ends, is told a moment later or
 * earlier; what nobody knows stays.
 */
export async function expectNoOrphans(
  { serverProcesses, program }: TestServer,
  sessions: readonly Session[],
): Promise<void> {
  let last: readonly string[] = []
  const areKnown = async () => {
    const running = serverProcesses.matching(/claude .*--input-format/).map(({ pid }) => pid)
    const states = await Promise.all(sessions.map(({ id }) => program.call<Session>('GET', `/api/session/${id}`)))
    const orphans = running.filter((pid) => !states.some(({ process_id }) => process_id === pid))
    const told = states.map(({ id, status, status_reason, process_id, writer }) =>
      JSON.stringify({ id, status, status_reason, process_id, writer }),
    )
    last = [...orphans.map((pid) => `${pid} ${commandLine(pid)}`), ...told]
    return orphans.length === 0
  }
  await until(areKnown, { what: 'every Claude Code to be known', ms: ORPHAN_MS }).catch((error: unknown) => {
    throw new Error(`${String(error)}\n${last.join('\n')}`)
  })
}

const ORPHAN_MS = 20_000

/** Every database passes the check of SQLite itself, and its foreign keys lead somewhere. */
export function expectIntact(dataDir: string): void {
  const made = ['changes.db', 'history.db'].filter((name) => existsSync(path.join(dataDir, name)))
  for (const name of ['sessions.db', 'homeport.db', ...made]) {
    const database = new Database(path.join(dataDir, name), { readonly: true, fileMustExist: true })
    try {
      expect([name, database.pragma('integrity_check', { simple: true })]).toEqual([name, 'ok'])
      expect([name, database.pragma('foreign_key_check')]).toEqual([name, []])
    } finally {
      database.close()
    }
  }
}
