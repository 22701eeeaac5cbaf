import type { Database } from 'better-sqlite3'
import {
  type Migration,
  type Schema,
  newerDatabase,
  openDatabaseOf,
  schemaVersion,
} from '#server/platform/files/database.ts'

/** The tables of one module. Steps are added at the end, never edited or renamed: a database knows them by name. */
export interface ModuleMigrations {
  readonly module: string
  readonly steps: readonly Migration[]
}

interface Step extends Migration {
  readonly module: string
}

/**
 * Until modules kept their own steps there was one list of all, and a database knows how many of it it has had, no
 * names. This is its order. Nothing is ever added: newer steps are known by name.
 */
export const unnamedSteps: readonly Pick<Step, 'module' | 'name'>[] = [
  { module: 'auth', name: 'users and credentials' },
  { module: 'audit', name: 'audit log' },
  { module: 'auth', name: 'signed access tokens, GitHub accounts, devices' },
  { module: 'auth', name: 'credentials used from elsewhere' },
  { module: 'auth', name: 'sign-ins bound to the key of a browser' },
]

/**
 * Opens `homeport.db`, which only the gateway writes, and brings every module's tables up to date. `user_version` counts
 * the steps, so that also a Homeport from before they had names refuses what is newer than itself.
 * @throws HomeportError SETTINGS_001 as `openDatabase` does; nothing is changed then.
 */
export function openStore(path: string, modules: readonly ModuleMigrations[]): Database {
  return openDatabaseOf(path, storeSchema(path, modules))
}

/** The schema that all modules make together. */
export function storeSchema(path: string, modules: readonly ModuleMigrations[]): Schema {
  const steps = inOrder(modules)
  return {
    refuse: (database) => {
      const known = new Set(steps.map(keyOf))
      const unknown = applied(database).filter((step) => !known.has(step))
      if (unknown.length > 0 || schemaVersion(database) > steps.length) {
        throw newerDatabase(path, { version: schemaVersion(database), known: steps.length })
      }
    },
    isBehind: (database) => applied(database).length < steps.length,
    migrate: (database) => {
      nameSteps(database)
      for (const step of steps) {
        takeStep(database, step)
      }
    },
  }
}

/** Those of the old list first, as every database has had them; then each module's own. */
function inOrder(modules: readonly ModuleMigrations[]): Step[] {
  const all = modules.flatMap(({ module, steps }) => steps.map(({ name, sql }): Step => ({ module, name, sql })))
  const rank = new Map(unnamedSteps.map((step, index) => [keyOf(step), index]))
  const rankOf = (step: Step): number => rank.get(keyOf(step)) ?? unnamedSteps.length
  return all.toSorted((one, other) => rankOf(one) - rankOf(other))
}

const TABLE = 'applied_migrations'

/** What a database has had; of one from before there were names, what its count means. */
function applied(database: Database): string[] {
  const hasNames = database.prepare(`SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?`).get(TABLE)
  if (hasNames === undefined) {
    return unnamedSteps.slice(0, schemaVersion(database)).map(keyOf)
  }
  return database.prepare<[], Pick<Step, 'module' | 'name'>>(`SELECT module, name FROM ${TABLE}`).all().map(keyOf)
}

/** Records by name what the count meant. */
function nameSteps(database: Database): void {
  const before = applied(database)
  database.exec(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (
       module TEXT NOT NULL,
       name TEXT NOT NULL,
       PRIMARY KEY (module, name)
     ) STRICT, WITHOUT ROWID`,
  )
  for (const step of unnamedSteps.filter((one) => before.includes(keyOf(one)))) {
    note(database, step)
  }
}

function takeStep(database: Database, step: Step): void {
  if (!applied(database).includes(keyOf(step))) {
    database.exec(step.sql)
    note(database, step)
    database.pragma(`user_version = ${applied(database).length}`)
  }
}

function note(database: Database, { module, name }: Pick<Step, 'module' | 'name'>): void {
  database.prepare(`INSERT OR IGNORE INTO ${TABLE} (module, name) VALUES (?, ?)`).run(module, name)
}

function keyOf({ module, name }: Pick<Step, 'module' | 'name'>): string {
  return `${module}: ${name}`
}
