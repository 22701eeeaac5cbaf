import path from 'node:path'
import BetterSqlite3 from 'better-sqlite3'
import type { DatabaseCopy } from '#server/platform/files/copies/databaseCopies.ts'

/** What is in a database and not in its copy. */
export interface Lost {
  readonly copy: DatabaseCopy
  /** How many rows more the database has, by what they are; null where that cannot be told. */
  readonly counts: Readonly<Record<string, number>> | null
  readonly text: string
}

const counted: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'sessions.db': { sessions: 'sessions', events: 'events', messages: 'messages' },
  'changes.db': { 'turns with what files were before': 'turns' },
  'homeport.db': { 'audit entries': 'audit_entries', people: 'users' },
}

/** Says what going back to a copy takes away. What either of both does not have or cannot tell is not counted. */
export function lostSince(file: string, copy: DatabaseCopy): Lost {
  const name = path.basename(file)
  const [now, then] = [countsOf(file, name), countsOf(copy.path, name)]
  const counts =
    now === null || then === null
      ? null
      : Object.fromEntries(Object.entries(now).map(([what, count]) => [what, Math.max(0, count - (then[what] ?? 0))]))
  const told =
    counts === null
      ? 'how much cannot be told'
      : Object.entries(counts)
          .map(([what, count]) => `${what}: ${count}`)
          .join(', ')
  return {
    copy,
    counts,
    text: `${name} would go back to ${copy.time}, without what came since (${told}).${more(name)}`,
  }
}

function more(name: string): string {
  return name === 'homeport.db'
    ? ' Devices, tokens and people that were signed out or removed since then are back: "homeport panic" after the ' +
        'rollback ends every sign-in from elsewhere. The audit log says from then on that entries are missing.'
    : ''
}

function countsOf(file: string, name: string): Record<string, number> | null {
  try {
    const database = new BetterSqlite3(file, { readonly: true, fileMustExist: true })
    try {
      const count = (table: string) => Number(database.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
      return Object.fromEntries(Object.entries(counted[name] ?? {}).map(([what, table]) => [what, count(table)]))
    } finally {
      database.close()
    }
  } catch {
    return null
  }
}
