import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import { attack } from './attack.ts'
import { until } from '#test/support/until.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

/** A copy of the data directory that somebody changed, and what "audit verify" says of it. */
const tampered =
  (statements: readonly string[], after: (folder: string) => void = () => {}) =>
  async (at: Target) => {
    const { server } = at
    const folder = path.join(server.home, `copy-${Math.random()}`)
    mkdirSync(folder, { mode: 0o700 })
    // It follows the log within a second; what was cut off before that, nobody could know of.
    await until(() => headOf(server.dataDir) === lastOf(server.dataDir), { what: 'the noted head' })
    // The head first: it is never ahead of the log.
    copyFileSync(path.join(server.dataDir, 'audit.head'), path.join(folder, 'audit.head'))
    const original = new BetterSqlite3(path.join(server.dataDir, 'homeport.db'), { readonly: true })
    await original.backup(path.join(folder, 'homeport.db'))
    original.close()
    const database = new BetterSqlite3(path.join(folder, 'homeport.db'))
    // Whoever changes it puts the guards back afterwards.
    const guards = database
      .prepare<[], { name: string; sql: string }>(`SELECT name, sql FROM sqlite_master WHERE type = 'trigger'`)
      .all()
    const isThere = () =>
      database.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'audit_entries'`).get() !== undefined
    guards.forEach(({ name }) => database.exec(`DROP TRIGGER ${name}`))
    statements.forEach((statement) => database.exec(statement))
    guards.filter(isThere).forEach(({ sql }) => database.exec(sql))
    const last = headOf(folder)
    database.close()
    after(folder)
    const { code, stdout, stderr } = await server.homeportAt(folder, 'audit', 'verify', '--json')
    rmSync(folder, { recursive: true })
    const { kind, seq } = (code === null || stdout === '' ? { kind: stderr } : JSON.parse(stdout)) as Verdict
    return seq === undefined ? kind : `${kind} at ${seq >= last ? 'the end' : seq}`
  }

function headOf(folder: string): number {
  return Number(JSON.parse(readFileSync(path.join(folder, 'audit.head'), 'utf8')).seq)
}

function lastOf(folder: string): number {
  const database = new BetterSqlite3(path.join(folder, 'homeport.db'), { readonly: true })
  try {
    return Number(database.prepare('SELECT max(seq) FROM audit_entries').pluck().get())
  } finally {
    database.close()
  }
}

interface Verdict {
  readonly kind: string
  readonly seq?: number
}

const rewritten = `json_set(entry, '$.username', 'mallory')`

attack<Target>('audit chain', target, [
  { name: 'nothing was changed', attempt: tampered([]), right: 'intact' },
  {
    name: 'an entry was edited',
    attempt: tampered([`UPDATE audit_entries SET entry = ${rewritten} WHERE seq = 2`]),
    right: 'broken at 2',
  },
  {
    name: 'the last one was edited',
    attempt: tampered([
      `UPDATE audit_entries SET entry = ${rewritten} WHERE seq = (SELECT max(seq) FROM audit_entries)`,
    ]),
    right: 'broken at the end',
  },
  {
    name: 'a hash was exchanged',
    attempt: tampered([`UPDATE audit_entries SET hash = '${'0'.repeat(64)}' WHERE seq = 2`]),
    right: 'broken at 2',
  },
  {
    name: 'the first one was deleted',
    attempt: tampered(['DELETE FROM audit_entries WHERE seq = 1']),
    right: 'broken at 1',
  },
  {
    name: 'one was deleted and the rest moved up',
    attempt: tampered([
      'DELETE FROM audit_entries WHERE seq = 2',
      'UPDATE audit_entries SET seq = seq - 1 WHERE seq > 2',
    ]),
    right: 'broken at 2',
  },
  {
    name: 'two were exchanged',
    attempt: tampered([
      'UPDATE audit_entries SET seq = 99999 WHERE seq = 1',
      'UPDATE audit_entries SET seq = 1 WHERE seq = 2',
      'UPDATE audit_entries SET seq = 2 WHERE seq = 99999',
    ]),
    right: 'broken at 1',
  },
  {
    name: 'the end was cut off',
    attempt: tampered(['DELETE FROM audit_entries WHERE seq = (SELECT max(seq) FROM audit_entries)']),
    right: 'broken at the end',
  },
  { name: 'everything was deleted', attempt: tampered(['DELETE FROM audit_entries']), right: 'broken at 1' },
  { name: 'the table was dropped', attempt: tampered(['DROP TABLE audit_entries']), right: 'broken at 1' },
  {
    name: 'the noted head is gone',
    attempt: tampered([], (folder) => rmSync(path.join(folder, 'audit.head'))),
    right: 'broken at the end',
  },
  {
    name: 'the noted head is garbage',
    attempt: tampered([], (folder) => writeFileSync(path.join(folder, 'audit.head'), 'x')),
    right: 'broken at the end',
  },
  {
    name: 'the guards were taken away',
    attempt: tampered([], (folder) => {
      const database = new BetterSqlite3(path.join(folder, 'homeport.db'))
      database.exec('DROP TRIGGER audit_entries_no_update')
      database.close()
    }),
    right: 'broken at 1',
  },
  {
    name: 'the triggers refuse a change while they are there',
    attempt: async ({ server }) => {
      const database = new BetterSqlite3(path.join(server.dataDir, 'homeport.db'))
      const tries = ['DELETE FROM audit_entries', `UPDATE audit_entries SET entry = ${rewritten}`].map((statement) => {
        try {
          database.exec(statement)
          return 'changed'
        } catch {
          return 'refused'
        }
      })
      database.close()
      return tries
    },
    right: ['refused', 'refused'],
  },
])
