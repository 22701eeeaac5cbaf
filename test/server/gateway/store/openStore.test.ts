import type { Database } from 'better-sqlite3'
import { expect, test } from 'vitest'
import { auditMigrations } from '#server/gateway/audit/migrations.ts'
import { authMigrations } from '#server/gateway/auth/migrations.ts'
import { type ModuleMigrations, openStore, unnamedSteps } from '#server/gateway/store/openStore.ts'
import { type Migration, openDatabase } from '#server/platform/files/database.ts'
import { openHomeportDb } from '#test/support/homeportDb.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const modules = [authMigrations, auditMigrations]

/** The one list of before there were modules. */
const oldList: readonly Migration[] = unnamedSteps.map(({ module, name }) => {
  const step = modules.find((one) => one.module === module)?.steps.find((one) => one.name === name)
  if (step === undefined) {
    throw new Error(`${module} lost its step "${name}"`)
  }
  return step
})

/** Of a later Homeport. */
const later = (of: ModuleMigrations, table: string): ModuleMigrations => ({
  module: of.module,
  steps: [...of.steps, { name: `made ${table}`, sql: `CREATE TABLE ${table} (id INTEGER) STRICT` }],
})

function newFile(): string {
  return `${temporaryFolder()}/homeport.db`
}

function factsOf(database: Database) {
  const schema = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
  const steps = database.prepare('SELECT module, name FROM applied_migrations ORDER BY module, name').all()
  const version = database.pragma('user_version', { simple: true })
  database.close()
  return { schema, steps, version }
}

test('the steps of before there were modules are what they were', () => {
  expect(oldList.map(({ name }) => name)).toEqual([
    'users and credentials',
    'audit log',
    'signed access tokens, GitHub accounts, devices',
    'credentials used from elsewhere',
    'sign-ins bound to the key of a browser',
  ])
})

test.each([1, 2, 3, 4, 5])('a database that had %i steps of the one list gets the rest, and none twice', (count) => {
  const file = newFile()
  const old = openDatabase(file, oldList.slice(0, count))
  old.exec(`INSERT INTO users (id, username, role, created_at, last_login) VALUES ('u', 'ada', 'owner', 1, 1)`)
  old.close()
  const database = openHomeportDb(file)
  expect(database.prepare('SELECT username FROM users').all()).toEqual([{ username: 'ada' }])
  expect(factsOf(database)).toEqual(factsOf(openHomeportDb(newFile())))
})

test('an older Homeport opens it as long as it holds nothing that one does not know', () => {
  const file = newFile()
  const steps = authMigrations.steps.filter(({ name }) => oldList.some((one) => one.name === name))
  const auth = { module: 'auth', steps }
  const audit = {
    module: 'audit',
    steps: auditMigrations.steps.filter((step) => oldList.some(({ name }) => name === step.name)),
  }
  openStore(file, [auth, audit]).close()
  openDatabase(file, oldList).close()
  openStore(file, [later(auth, 'shares'), audit]).close()
  expect(() => openDatabase(file, oldList)).toThrow('newer Homeport')
  expect(() => openHomeportDb(file)).toThrow(/newer Homeport \(schema \d+, this one knows \d+\)/)
})

test('modules add steps without minding each other: the order of their coming does not count', () => {
  const [one, other] = [newFile(), newFile()]
  openStore(one, [authMigrations, later(auditMigrations, 'exports')]).close()
  openStore(other, [later(authMigrations, 'shares'), auditMigrations]).close()
  const both = [later(authMigrations, 'shares'), later(auditMigrations, 'exports')]
  const facts = [one, other].map((file) => factsOf(openStore(file, both)))
  expect(facts[0]).toEqual(facts[1])
  expect(facts[0]?.version).toBe(9)
})

test('a step that fails leaves no trace, and is taken when it is mended', () => {
  const file = newFile()
  const broken = { module: 'auth', steps: [...authMigrations.steps, { name: 'shares', sql: 'CREATE TABLE shares (' }] }
  expect(() => openStore(file, [broken, auditMigrations])).toThrow('incomplete input')
  const mended = {
    module: 'auth',
    steps: [...authMigrations.steps, { name: 'shares', sql: 'CREATE TABLE shares (id)' }],
  }
  expect(factsOf(openStore(file, [mended, auditMigrations])).version).toBe(8)
})
