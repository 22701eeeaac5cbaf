import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { MessageId, SessionId, UserId } from '#shared/ids.ts'
import { Approval } from '#shared/session/session.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { migrations } from '#server/host/store/migrations.ts'
import type { RawEvent } from '#server/host/sessions/ports/sessionPorts.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { newSession, textEvent } from '#test/support/host/storedSession.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const user = UserId.parse('me')
const all = { from: { after_seq: 0 }, limit: 1_000_000, max_bytes: Number.MAX_SAFE_INTEGER }

function openStore(file = path.join(temporaryFolder(), 'sessions.db')) {
  const database = openDatabase(file, migrations)
  onTestFinished(() => {
    database.close()
  })
  return { file, database, store: createSessionStore(database) }
}

test('events come back byte for byte, in order, from either end', () => {
  const { store } = openStore()
  const session = newSession(id, user)
  store.insert(session)
  const events = Array.from({ length: 20 }, (_, index) => textEvent(id, index + 1))
  store.append({ session: { ...session, head_seq: 20 }, events })

  expect(store.readEvents({ session_id: id, ...all })).toEqual(events)
  expect(store.readEvents({ ...all, session_id: id, from: { before_seq: 11 }, limit: 3 })).toEqual(events.slice(7, 10))
  expect(store.readEvents({ ...all, session_id: id, from: { after_seq: 18 } })).toEqual(events.slice(18))
  expect(store.readEvents({ ...all, session_id: id, max_bytes: 1 })).toEqual(events.slice(0, 1))
})

test('numbers never leave a hole and never repeat: a commit out of place writes nothing at all', () => {
  const { store } = openStore()
  const session = newSession(id, user)
  store.insert(session)
  store.append({ session: { ...session, head_seq: 1 }, events: [textEvent(id, 1)] })

  expect(() => store.append({ session: { ...session, head_seq: 3 }, events: [textEvent(id, 3)] })).toThrow(
    /log is not where/,
  )
  expect(() => store.append({ session: { ...session, head_seq: 1 }, events: [textEvent(id, 1)] })).toThrow(
    /log is not where/,
  )
  expect(() =>
    store.append({ session: { ...session, head_seq: 3, name: 'new' }, events: [textEvent(id, 2), textEvent(id, 4)] }),
  ).toThrow(/log is not where/)
  expect(store.readEvents({ session_id: id, ...all }).map(({ seq }) => seq)).toEqual([1])
  expect(store.header(id)?.session).toMatchObject({ head_seq: 1, name: 'test' })
})

test('what waits in several sessions comes in the order in which it was asked', () => {
  const { store } = openStore()
  const other = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e02')
  const asks = (session_id: SessionId, approval_id: string, seq: number) => {
    const session = newSession(session_id, user, { head_seq: seq })
    const approval = Approval.parse({
      approval_id,
      kind: 'tool',
      tool_use_id: approval_id,
      tool_name: 'Bash',
      input: { command: 'ls' },
      dangers: [],
      suggestions: [],
    })
    const changes = [{ kind: 'approval_opened' as const, approval }]
    store.append({ session, events: [textEvent(session_id, seq)], changes })
  }
  store.insert(newSession(id, user))
  store.insert(newSession(other, user))
  asks(other, 'first', 1)
  asks(id, 'second', 1)
  asks(other, 'third', 2)

  const open = store.openApprovals([id, other]).map(({ session_id, approval }) => [session_id, approval.approval_id])
  expect(open).toEqual([
    [other, 'first'],
    [id, 'second'],
    [other, 'third'],
  ])
  expect(store.openApprovals([id])).toHaveLength(1)
  expect(store.openApprovals([])).toEqual([])
})

test('a commit is whole: when one row is refused, neither its events nor its header stay', () => {
  const { store } = openStore()
  const session = newSession(id, user)
  store.insert(session)
  const message = {
    message: { message_id: MessageId.parse('m1'), content: 'x', created_at: session.created_at },
    state: 'queued',
    timing: 'queue',
    author: 'Mia',
  } as const
  const added = { kind: 'message_added', message, idempotency_key: null } as const
  expect(() =>
    store.append({ session: { ...session, head_seq: 1 }, events: [textEvent(id, 1)], changes: [added, added] }),
  ).toThrow(expect.objectContaining({ code: 'INTERNAL_001' }))
  expect(store.header(id)).toMatchObject({ queue: [], session: { head_seq: 0 } })
  expect(store.readEvents({ session_id: id, ...all })).toEqual([])
})

test('a full disk is told in words', () => {
  const { store, database } = openStore()
  store.insert(newSession(id, user))
  database.pragma(`max_page_count = ${Number(database.pragma('page_count', { simple: true }))}`)
  const session = { ...newSession(id, user), head_seq: 1 }
  const events = [textEvent(id, 1, 'x'.repeat(100_000))]
  expect(() => store.append({ session, events })).toThrow(/disk .* is full/)
  expect(store.header(id)?.session.head_seq).toBe(0)
})

test('kill -9 in the middle of writing leaves every event that was committed, without a hole', async () => {
  const file = path.join(temporaryFolder(), 'sessions.db')
  const writer = spawn(
    process.execPath,
    [path.join(import.meta.dirname, '../../../support/server/logWriter.ts'), file, id],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      windowsHide: true,
    },
  )
  let committed = 0
  for await (const line of createInterface({ input: writer.stdout })) {
    committed = Number(line)
    if (committed === 600) {
      writer.kill('SIGKILL')
    }
  }
  if (writer.signalCode === null) {
    await once(writer, 'exit')
  }
  const { store } = openStore(file)
  const seqs = store.readEvents({ session_id: id, ...all }).map(({ seq }) => seq)
  expect(seqs.length).toBeGreaterThanOrEqual(committed)
  expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  expect(store.header(id)?.session.head_seq).toBe(seqs.length)
})

test('lists filter by folder, status, words and archive', () => {
  const { store } = openStore()
  const add = (index: number, fields: object) =>
    store.insert(newSession(SessionId.parse(`3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e0${index}`), user, fields))
  add(1, { name: '100% done', workspace_path: '/a' })
  add(2, { name: 'other', status: 'FAILED', workspace_path: '/a' })
  add(3, { name: 'old', archived: true })
  const names = (query: object) =>
    store.list({ user_id: user, archived: false, limit: 10, ...query }).map(({ name }) => name)

  expect(names({})).toEqual(['other', '100% done'])
  expect(names({ project: '/a', status: 'FAILED' })).toEqual(['other'])
  expect(names({ q: '0%' })).toEqual(['100% done'])
  expect(names({ q: '%' })).toEqual(['100% done'])
  expect(names({ archived: true })).toEqual(['old'])
  expect(names({ user_id: UserId.parse('you') })).toEqual([])
})

test('reading 5,000 events takes well under the time a person notices', () => {
  const { store } = openStore()
  const session = newSession(id, user)
  store.insert(session)
  const events = Array.from({ length: 5000 }, (_, index) => textEvent(id, index + 1, 'word '.repeat(60)))
  store.append({ session: { ...session, head_seq: 5000 }, events })
  const started = performance.now()
  expect(store.readEvents({ session_id: id, ...all })).toHaveLength(5000)
  expect(performance.now() - started).toBeLessThan(2_000)
})

/** What a full queue of long prompts looks like after one of them left. */
function queueEvent(seq: number, waiting: number): RawEvent {
  const queue = Array.from({ length: waiting }, (_, index) => ({ message_id: `m${index}`, content: 'x'.repeat(2_000) }))
  const event = { type: 'queue_changed', session_id: id, seq, data: { queue }, timestamp: '2026-01-01T00:00:00.000Z' }
  return { seq, type: event.type, payload: Buffer.from(JSON.stringify(event)) }
}

test('a full queue that moves on 500 times is kept once: what a later one replaced keeps only its number', () => {
  const { database, store } = openStore()
  const session = newSession(id, user)
  store.insert(session)
  const last = queueEvent(500, 99)
  for (let seq = 1; seq <= 500; seq += 1) {
    store.append({ session: { ...session, head_seq: seq }, events: [seq === 500 ? last : queueEvent(seq, 100)] })
  }
  const kept = store.readEvents({ session_id: id, ...all })
  expect(kept.map(({ seq }) => seq)).toEqual(Array.from({ length: 500 }, (_, index) => index + 1))
  expect(kept.at(-1)).toEqual(last)
  expect(JSON.parse(kept[0]?.payload.toString() ?? '')).toMatchObject({ type: 'queue_changed', data: { queue: [] } })
  const bytes = Number(database.pragma('page_count', { simple: true })) * 4096
  expect(bytes).toBeLessThan(5_000_000)
})

test('whoever replays from anywhere ends with the queue that is', () => {
  const { store } = openStore()
  const session = newSession(id, user)
  store.insert(session)
  for (let seq = 1; seq <= 5; seq += 1) {
    store.append({ session: { ...session, head_seq: seq }, events: [queueEvent(seq, 6 - seq)] })
  }
  for (let after_seq = 0; after_seq < 5; after_seq += 1) {
    const replayed = store.readEvents({ ...all, session_id: id, from: { after_seq } })
    expect(replayed.at(-1)).toEqual(queueEvent(5, 1))
  }
})
