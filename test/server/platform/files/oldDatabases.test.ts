import { readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3, { type Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { SessionId } from '#shared/ids.ts'
import { createAuditRows } from '#server/gateway/audit/log/auditRows.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { migrations as changesMigrations } from '#server/host/workspaces/checkpoints/keeping/migrations.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { MOST_COPIES, copiesOf } from '#server/platform/files/copies/databaseCopies.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'
import { recordedDatabases, restoreRecorded } from '#test/support/recordedDatabases.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const id = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01')
const everything = { from: { after_seq: 0 }, limit: 100, max_bytes: 1_000_000 }

/** The tables and what belongs to them, without comments and space: those of old steps were reworded. */
function shapeOf(database: Database): unknown {
  const rows = database
    .prepare<[], { name: string; sql: string }>(
      `SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%' ORDER BY name`,
    )
    .all()
  return rows.map(({ name, sql }) => ({ name, sql: sql.replaceAll(/--[^\n]*/g, '').replaceAll(/\s+/g, '') }))
}

function readRaw<R>(file: string, read: (database: Database) => R): R {
  const database = new BetterSqlite3(file, { readonly: true })
  try {
    return read(database)
  } finally {
    database.close()
  }
}

const versionOf = (database: Database) => Number(database.pragma('user_version', { simple: true }))

/** What tells the recorded databases apart. */
function ends(stem: 'sessions' | 'homeport' | 'changes'): readonly string[] {
  return recordedDatabases(stem).map((name) => name.slice(stem.length + 1, -4))
}

test('there is a recorded database of every schema', () => {
  expect(ends('sessions').map(Number)).toEqual(migrations.map((_, index) => index + 1))
  const fresh = openHomeportDb(path.join(temporaryFolder(), 'homeport.db'))
  const named = Array.from({ length: versionOf(fresh) - 4 }, (_, index) => `named-${index + 5}`)
  fresh.close()
  expect(ends('homeport').toSorted()).toEqual(['1', '2', '3', '4', '5', ...named].toSorted())
  expect(ends('changes').map(Number)).toEqual(changesMigrations.map((_, index) => index + 1))
})

test.each(recordedDatabases('sessions'))('sessions from %s are all there, in the schema of today', (recorded) => {
  const file = restoreRecorded(recorded)
  const before = readRaw(file, versionOf)
  const database = openDatabase(file, migrations)
  const store = createSessionStore(database)
  expect(store.header(id)).toMatchObject({
    session: { name: 'Mend the bridge', permission_mode: 'acceptEdits', head_seq: 4 },
    queue: [{ message_id: 'm1', content: 'Mend it' }],
  })
  expect(store.readEvents({ session_id: id, ...everything }).map(({ seq, type }) => [seq, type])).toEqual([
    [1, 'claude_response'],
    [2, 'queue_changed'],
    [3, 'queue_changed'],
    [4, 'turn_completed'],
  ])
  expect(database.prepare('SELECT user_id, turns, output_tokens, cost_usd FROM turn_usage').all()).toEqual([
    { user_id: 'ada', turns: 1, output_tokens: 20, cost_usd: 0.25 },
  ])
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  expect(database.pragma('foreign_key_check')).toEqual([])
  const fresh = openDatabase(path.join(temporaryFolder(), 'sessions.db'), migrations)
  expect(shapeOf(database)).toEqual(shapeOf(fresh))
  fresh.close()
  database.close()
  expect(copiesOf(file).map(({ schema }) => schema)).toEqual(before < migrations.length ? [before] : [])
})

test.each(recordedDatabases('homeport'))('people and audit log from %s are all there', (recorded) => {
  const file = restoreRecorded(recorded)
  const audit = readRaw(file, (old) => {
    const has = old.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'audit_entries'`).get()
    return has === undefined ? [] : old.prepare('SELECT seq, entry, hash FROM audit_entries').all()
  })
  const database = openHomeportDb(file)
  expect(database.prepare('SELECT username, role FROM users').all()).toEqual([{ username: 'ada', role: 'owner' }])
  expect(database.prepare('SELECT seq, entry, hash FROM audit_entries').all()).toEqual(audit)
  expect(createAuditRows(database).head().seq).toBe(audit.length)
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  const fresh = openHomeportDb(path.join(temporaryFolder(), 'homeport.db'))
  expect(shapeOf(database)).toEqual(shapeOf(fresh))
  fresh.close()
  database.close()
})

test.each(recordedDatabases('changes'))('what files were before, from %s, is all there', (recorded) => {
  const file = restoreRecorded(recorded)
  const database = openDatabase(file, changesMigrations)
  expect(database.prepare('SELECT session_id, path, before FROM changes JOIN turns ON turns.id = turn').all()).toEqual([
    { session_id: id, path: 'a.txt', before: null },
  ])
  expect(database.prepare('SELECT bytes FROM contents').pluck().all()).toEqual([Buffer.from('hello\n')])
  expect(database.pragma('integrity_check', { simple: true })).toBe('ok')
  database.close()
})

test('the copy from before a migration is what the database was, and only its owner may read it', () => {
  const file = restoreRecorded('sessions-06.sql')
  const before = readRaw(file, (database) => database.prepare('SELECT * FROM events').all())
  openDatabase(file, migrations).close()
  const [copy] = copiesOf(file)
  expect(readRaw(copy?.path ?? '', versionOf)).toBe(6)
  expect(readRaw(copy?.path ?? '', (database) => database.prepare('SELECT * FROM events').all())).toEqual(before)
  openDatabase(file, migrations).close()
  expect(copiesOf(file)).toEqual([copy])
})

test('copies are bounded: of each schema the newest, and three in all', () => {
  const file = restoreRecorded('sessions-01.sql')
  for (let known = 2; known <= 8; known += 1) {
    openDatabase(file, migrations.slice(0, known)).close()
  }
  expect(copiesOf(file).map(({ schema }) => schema)).toEqual([7, 6, 5])
  expect(readdirSync(path.join(path.dirname(file), 'copies'))).toHaveLength(MOST_COPIES)
})

test('where no copy can be made, nothing is migrated', () => {
  const file = restoreRecorded('sessions-06.sql')
  writeFileSync(path.join(path.dirname(file), 'copies'), 'in the way')
  expect(() => openDatabase(file, migrations)).toThrow(
    expect.objectContaining({ code: 'SETTINGS_001', message: expect.stringContaining('Nothing was changed.') }),
  )
  expect(readRaw(file, versionOf)).toBe(6)
})

test('a migration that fails half-way leaves the database as it was, and no copy of the same', () => {
  const file = restoreRecorded('sessions-06.sql')
  const broken = [...migrations, { name: 'broken', sql: 'CREATE TABLE shares (' }]
  expect(() => openDatabase(file, broken)).toThrow('incomplete input')
  expect(readRaw(file, versionOf)).toBe(6)
  expect(copiesOf(file)).toEqual([])
})

test('where the disk fills during a migration, nothing of it is kept and it is said', () => {
  const file = restoreRecorded('sessions-06.sql')
  const sql = 'PRAGMA max_page_count = 1; CREATE TABLE big (x BLOB); INSERT INTO big VALUES (zeroblob(10000000))'
  expect(() => openDatabase(file, [...migrations, { name: 'more than there is room for', sql }])).toThrow(
    expect.objectContaining({ code: 'SETTINGS_001', message: expect.stringContaining('the disk is full') }),
  )
  expect(readRaw(file, versionOf)).toBe(6)
  expect(copiesOf(file)).toEqual([])
})
