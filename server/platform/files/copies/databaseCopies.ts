import { readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { failureCode } from '../../failure.ts'

/** A database as it was before something changed it for good. */
export interface DatabaseCopy {
  /** The name of its file. */
  readonly name: string
  readonly path: string
  /** Steps that its schema has had. */
  readonly schema: number
  /** When it was made, ISO 8601 in UTC. */
  readonly time: string
  readonly bytes: number
}

/** So many of each database are kept. */
export const MOST_COPIES = 3

/** `sessions-9-20261128T041500123Z.db` */
const NAME = /^(?<stem>[a-z]+)-(?<schema>\d{1,6})-(?<date>\d{8})T(?<hour>\d\d)(?<minute>\d\d)(?<second>\d{5})Z\.db$/

/** Where the copies of the databases beside `file` lie. */
export function copiesFolder(file: string): string {
  return path.join(path.dirname(file), 'copies')
}

/** The name that a copy of `file` made at `time` (ISO 8601 in UTC) gets. */
export function copyName(file: string, schema: number, time: string): string {
  return `${stemOf(file)}-${schema}-${time.replaceAll(/[-:.]/g, '')}.db`
}

/** The copies of one database, the newest first. What else lies in their folder is not looked at. */
export function copiesOf(file: string): readonly DatabaseCopy[] {
  return namesIn(copiesFolder(file))
    .flatMap((name) => {
      const parts = NAME.exec(name)?.groups
      return parts?.['stem'] === stemOf(file) ? [{ name, parts }] : []
    })
    .map(({ name, parts: { schema, date = '', hour, minute, second = '' } }) => {
      const whole = path.join(copiesFolder(file), name)
      const day = `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`
      const time = `${day}T${hour}:${minute}:${second.slice(0, 2)}.${second.slice(2)}Z`
      return { name, path: whole, schema: Number(schema), time, bytes: sizeOf(whole) }
    })
    .toSorted((one, other) => (one.time < other.time ? 1 : -1))
}

/** Removes the oldest copies of a database: of each schema the newest stays, of all of them MOST_COPIES. */
export function removeOldCopies(file: string): void {
  const seen = new Set<number>()
  for (const copy of copiesOf(file)) {
    if (seen.has(copy.schema) || seen.size === MOST_COPIES) {
      removeDatabaseFile(copy.path)
    }
    seen.add(copy.schema)
  }
}

/** Removes a database and what SQLite keeps beside it. No-op when it is gone. */
export function removeDatabaseFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm', '-journal']) {
    rmSync(file + suffix, { force: true })
  }
}

function stemOf(file: string): string {
  return path.basename(file, '.db')
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch (error) {
    if (failureCode(error) === 'ENOENT') {
      return []
    }
    throw error
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}
