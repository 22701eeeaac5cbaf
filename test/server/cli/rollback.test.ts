import { copyFileSync, writeFileSync } from 'node:fs'
import BetterSqlite3 from 'better-sqlite3'
import { expect, test } from 'vitest'
import { SessionId, UserId } from '#shared/ids.ts'
import { rollback } from '#server/cli/actions/rollback.ts'
import { storeModules } from '#server/gateway/compose.ts'
import { openStore } from '#server/gateway/store/openStore.ts'
import { openHistoryDatabase } from '#server/host/history/database/historyDatabase.ts'
import { migrations } from '#server/host/store/migrations.ts'
import { createSessionStore } from '#server/host/store/sessionStore.ts'
import { migrations as changesMigrations } from '#server/host/workspaces/checkpoints/keeping/migrations.ts'
import { copiesOf } from '#server/platform/files/copies/databaseCopies.ts'
import { openDatabase } from '#server/platform/files/database.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import { type Paths, prepareDataDir, resolvePaths } from '#server/platform/files/paths.ts'
import { newSession, textEvent } from '#test/support/host/storedSession.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'
import { restoreRecorded } from '#test/support/recordedDatabases.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const later = SessionId.parse('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e02')

/** A data directory that a newer Homeport has taken over from this one, and in which a session was begun since. */
function updated(): Paths {
  const paths = resolvePaths(temporaryFolder())
  prepareDataDir(paths)
  copyFileSync(restoreRecorded('sessions-06.sql'), paths.sessionsDb)
  openDatabase(paths.sessionsDb, migrations).close()
  openHomeportDb(paths.homeportDb).close()
  const newer = [...migrations, { name: 'of a later version', sql: 'CREATE TABLE shares (id INTEGER) STRICT' }]
  const database = openDatabase(paths.sessionsDb, newer)
  const store = createSessionStore(database)
  const session = newSession(later, UserId.parse('ada'))
  store.insert(session)
  store.append({ session: { ...session, head_seq: 1 }, events: [textEvent(later, 1)] })
  database.close()
  return paths
}

const LATER_STEP = { name: 'of a later version', sql: 'CREATE TABLE shares (id INTEGER) STRICT' }

function damage(file: string): void {
  writeFileSync(file, Buffer.alloc(8192, 'x'))
}

const schemas = ({ sessionsDb }: Paths) => copiesOf(sessionsDb).map(({ schema }) => schema)

function sessionsIn(file: string): unknown[] {
  const database = new BetterSqlite3(file, { readonly: true })
  try {
    return database.prepare('SELECT name FROM sessions ORDER BY name').pluck().all()
  } finally {
    database.close()
  }
}

test('an older version goes back to the copy that it can read; what came since is told, and kept aside', () => {
  const paths = updated()
  expect(() => openDatabase(paths.sessionsDb, migrations)).toThrow('homeport rollback')
  const asked = rollback({ dataDir: paths.dataDir })
  expect(asked).toContain('without what came since (sessions: 1, events: 1, messages: 0).')
  expect(asked).toContain('Nothing was changed yet')
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge', 'test'])

  const [gone] = JSON.parse(rollback({ dataDir: paths.dataDir, yes: true, json: true })) as { kept_as: string }[]
  openDatabase(paths.sessionsDb, migrations).close()
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge'])
  expect(sessionsIn(`${paths.copies}/${gone?.kept_as}`)).toEqual(['Mend the bridge', 'test'])
  expect(schemas(paths)).toEqual([migrations.length + 1, migrations.length, 6])
  expect(copiesOf(paths.homeportDb)).toEqual([])
})

test('every database that a newer version has changed goes back, each to its own copy, and forwards again', () => {
  const paths = updated()
  openDatabase(paths.changesDb, changesMigrations).close()
  openDatabase(paths.changesDb, [...changesMigrations, LATER_STEP]).close()
  openStore(paths.homeportDb, [...storeModules, { module: 'later', steps: [LATER_STEP] }]).close()
  // The index of conversations has no copy: another version makes it anew.
  openHistoryDatabase(paths.historyDb).close()
  const index = new BetterSqlite3(paths.historyDb)
  index.pragma('user_version = 4711')
  index.close()

  const told = rollback({ dataDir: paths.dataDir, yes: true })
  const files = [paths.sessionsDb, paths.homeportDb, paths.changesDb]
  expect(told.match(/is what it was on/g)).toHaveLength(files.length)
  for (const file of files) {
    expect([file, told.includes(file)]).toEqual([file, true])
  }
  openDatabase(paths.sessionsDb, migrations).close()
  openHomeportDb(paths.homeportDb).close()
  openDatabase(paths.changesDb, changesMigrations).close()
  const anew = openHistoryDatabase(paths.historyDb)
  expect(anew.pragma('user_version', { simple: true })).not.toBe(4711)
  anew.close()
  // The newer version again: it takes its steps again, and what was there before is one of the copies.
  openDatabase(paths.changesDb, [...changesMigrations, LATER_STEP]).close()
  openStore(paths.homeportDb, [...storeModules, { module: 'later', steps: [LATER_STEP] }]).close()
  const [newest] = copiesOf(paths.sessionsDb)
  rollback({ dataDir: paths.dataDir, to: newest?.name, yes: true })
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge', 'test'])
})

test('a copy that is named is taken, also forwards again', () => {
  const paths = updated()
  const oldest = copiesOf(paths.sessionsDb).at(-1)?.name ?? ''
  expect(rollback({ dataDir: paths.dataDir, list: true })).toContain(`${oldest}  `)
  rollback({ dataDir: paths.dataDir, to: oldest, yes: true })
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge'])
  const [newest] = copiesOf(paths.sessionsDb)
  rollback({ dataDir: paths.dataDir, to: newest?.name, yes: true })
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge', 'test'])
})

test('a damaged database goes back as well, and none of its own log is read into the copy', () => {
  const paths = updated()
  const [copy] = copiesOf(paths.sessionsDb)
  copyFileSync(copy?.path ?? '', `${paths.sessionsDb}-wal`)
  damage(paths.sessionsDb)
  expect(rollback({ dataDir: paths.dataDir })).toContain('how much cannot be told')
  rollback({ dataDir: paths.dataDir, yes: true })
  openDatabase(paths.sessionsDb, migrations).close()
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge'])
})

test('a damaged copy is refused, and the database is as it was', () => {
  const paths = updated()
  const [copy] = copiesOf(paths.sessionsDb)
  damage(copy?.path ?? '')
  expect(() => rollback({ dataDir: paths.dataDir, to: copy?.name, yes: true })).toThrow('It is as it was.')
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge', 'test'])
})

test.each(['gateway.lock', 'host.lock'])('while somebody holds %s nothing goes back', (lock) => {
  const paths = updated()
  const release = holdInstanceLock(`${paths.runDir}/${lock}`)
  expect(() => rollback({ dataDir: paths.dataDir, yes: true })).toThrow('Homeport is running.')
  release?.()
  expect(sessionsIn(paths.sessionsDb)).toEqual(['Mend the bridge', 'test'])
})

test('where nothing can go back it is said, and nothing changes', () => {
  const paths = resolvePaths(temporaryFolder())
  prepareDataDir(paths)
  const dataDir = paths.dataDir
  openDatabase(paths.sessionsDb, migrations).close()
  expect(() => rollback({ dataDir, yes: true })).toThrow('reads what is there. Nothing was changed.')
  expect(() => rollback({ dataDir, to: 'sessions-1-x.db', yes: true })).toThrow('There is no copy sessions-1-x.db.')
  expect(rollback({ dataDir, list: true })).toContain('There are no copies')
  expect(() => rollback({ dataDir: `${dataDir}/nowhere`, yes: true })).toThrow('holds no Homeport')
  openDatabase(paths.sessionsDb, [...migrations, { name: 'later', sql: 'CREATE TABLE shares (id)' }]).close()
  const [copy] = copiesOf(paths.sessionsDb)
  damage(copy?.path ?? '')
  expect(() => rollback({ dataDir, yes: true })).toThrow('There is no copy of')
})
