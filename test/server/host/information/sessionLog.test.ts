import path from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { SessionLog } from '#server/host/information/sessionLog.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { SessionLogRows } from '#server/host/store/rows/sessionLogRows.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { newSession } from '#test/support/host/storedSession.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const id = SessionId.parse('one')
const other = SessionId.parse('other')

function openLog() {
  const database = openDatabase(path.join(temporaryFolder(), 'sessions.db'), migrations)
  onTestFinished(() => void database.close())
  const store = createSessionStore(database)
  store.insert(newSession(id, UserId.parse('me')))
  store.insert(newSession(other, UserId.parse('me')))
  const clock = new FakeClock()
  const log = new SessionLog({ rows: new SessionLogRows(database), clock })
  const texts = (limit = 500) => log.read(id, { limit, before: undefined }).entries.map(({ text }) => text)
  return { log, clock, texts }
}

test('lines come back newest first, by pages, each session its own', () => {
  const { log } = openLog()
  for (const text of ['one', 'two', 'three']) {
    log.note(id, 'claude', text)
  }
  log.note(other, 'runner', 'not here')
  const first = log.read(id, { limit: 2, before: undefined })
  expect(first.entries.map(({ text, source }) => [source, text])).toEqual([
    ['claude', 'three'],
    ['claude', 'two'],
  ])
  const rest = log.read(id, { limit: 2, before: first.next_before ?? undefined })
  expect([rest.entries.map(({ text }) => text), rest.next_before]).toEqual([['one'], null])
})

test('secrets and what could steer a terminal are taken out, and a long line is cut', () => {
  const { log, texts } = openLog()
  log.note(id, 'claude', 'key sk-ant-api03-verysecretvalue \u001b[31mred\u202e')
  log.note(id, 'claude', 'x'.repeat(10_000))
  expect(texts()).toEqual(['x'.repeat(2_000), 'key [redacted]  [31mred '])
})

test('of a flood only so much is kept, and the number of lines that were left out', () => {
  const { log, clock, texts } = openLog()
  for (let line = 0; line < 5_000; line += 1) {
    log.note(id, 'claude', `line ${line}`)
  }
  expect(texts()).toHaveLength(100)
  clock.pass(10_000)
  log.note(id, 'claude', 'calm again')
  expect(texts().slice(0, 2)).toEqual(['calm again', '4900 lines were left out: too many came at once.'])
})

test('only the latest thousand lines are kept', () => {
  const { log, clock, texts } = openLog()
  for (let line = 0; line < 1_200; line += 1) {
    clock.pass(1_000)
    log.note(id, 'claude', `line ${line}`)
  }
  const all = [...texts(), ...log.read(id, { limit: 500, before: 701 }).entries.map(({ text }) => text)]
  expect([all[0], all.length, all.at(-1)]).toEqual(['line 1199', 1000, 'line 200'])
})

test('a session that is gone hurts nobody who still says something of it', () => {
  const { log } = openLog()
  log.note(SessionId.parse('never was'), 'claude', 'hello')
  expect(log.read(SessionId.parse('never was'), { limit: 10, before: undefined }).entries).toEqual([])
})
