import { counted } from '#shared/text/plural.ts'
import type { Database } from 'better-sqlite3'
import { isDeepStrictEqual } from 'node:util'
import * as z from 'zod'
import { HEAD_MISMATCH } from '../log/auditLog.ts'
import { type ChainHead, GENESIS, chainHash } from '../log/chain.ts'
import type { HeadFile } from '../log/headFile.ts'
import { ARCHIVED, type Archive, lastArchive } from './archiveRows.ts'
import { type StoredEntry, hasAuditLog, storedEntries } from './storedEntries.ts'

/** What the chain proves; `seq` is the first entry that is not as it was written. */
export type Verdict =
  | { readonly kind: 'intact'; readonly head: ChainHead }
  | { readonly kind: 'broken'; readonly seq: number; readonly reason: string }

export interface VerifyOptions {
  readonly database: Database
  readonly headFile: HeadFile
  /** A head that somebody wrote down elsewhere: it must still be in the chain. */
  readonly expected?: ChainHead | undefined
}

/**
 * Computes the whole chain again. Safe beside a running gateway: reads one moment of the database, and the head file
 * before it, which is never ahead. Shows entries that were changed, taken out, put in or put elsewhere, and a cut at the
 * end. Does not show what somebody did who can write the database and the head file and computes all hashes anew: only
 * a head that was written down elsewhere shows that.
 */
export function verifyAuditLog({ database, headFile, expected }: VerifyOptions): Verdict {
  const noted = headFile.read()
  if (!hasAuditLog(database)) {
    return noted.kind === 'known' && noted.head.seq > 0
      ? broken(1, 'The audit log is not there any more.')
      : { kind: 'intact', head: { seq: 0, hash: GENESIS } }
  }
  const archive = lastArchive(database)
  const heads = [
    ...(noted.kind === 'known' ? [{ ...noted.head, source: 'the head file' }] : []),
    ...(expected === undefined ? [] : [{ ...expected, source: 'the head that was written down' }]),
  ]
  return (
    missingGuard(database) ??
    archivedHead(archive, heads) ??
    walk(storedEntries(database, {}), { archive, heads }) ??
    intactOr(database, noted.kind)
  )
}

const guards = ['audit_entries_in_order', 'audit_entries_no_delete', 'audit_entries_no_update']

function missingGuard(database: Database): Verdict | null {
  const found = database
    .prepare<[], { name: string }>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`)
    .all()
    .map(({ name }) => name)
  const missing = guards.find((name) => !found.includes(name))
  return missing === undefined ? null : broken(1, `The trigger ${missing} that keeps entries as they are was removed.`)
}

type KnownHead = ChainHead & { readonly source: string }

/** A head from before what lies in files now: whether it fits, the file alone can tell. */
function archivedHead(archive: Archive | null, heads: readonly KnownHead[]): Verdict | null {
  const old = heads.find(({ seq, hash }) => {
    const isLast = seq === archive?.through.seq && hash === archive.through.hash
    return archive !== null && seq <= archive.through.seq && !isLast
  })
  return old === undefined || archive === null
    ? null
    : broken(
        old.seq,
        `It was taken out of the log into a file (up to ${archive.file}); look there whether it is what ${old.source} names.`,
      )
}

interface Known {
  readonly archive: Archive | null
  readonly heads: readonly KnownHead[]
}

/** null: every entry follows from the one before, every known head is among them, and so is the note of the last archive. */
function walk(entries: Iterable<StoredEntry>, { archive, heads }: Known): Verdict | null {
  let before: ChainHead = archive?.through ?? { seq: 0, hash: GENESIS }
  let isNoted = archive === null
  for (const row of entries) {
    isNoted ||= archive !== null && isNoteOf(archive, row.entry)
    const reason = misfit(row, before)
    if (reason !== null) {
      return broken(before.seq + 1, reason)
    }
    before = { seq: row.seq, hash: row.hash }
    const other = heads.find(({ seq, hash }) => seq === row.seq && hash !== row.hash)
    if (other !== undefined) {
      return broken(row.seq, `It is not the entry that ${other.source} names; this and those before may be rewritten.`)
    }
  }
  if (!isNoted) {
    return broken(before.seq + 1, 'No entry says that those before the first were taken out into a file.')
  }
  const beyond = heads.find(({ seq }) => seq > before.seq)
  return beyond === undefined
    ? null
    : broken(
        before.seq + 1,
        `The log ends before it, but ${beyond.source} knows ${counted(beyond.seq, { one: '# entry', other: '# entries' })}.`,
      )
}

function isNoteOf({ from_seq, through, file, sha256 }: Archive, text: string): boolean {
  const wanted = { file, sha256, from_seq, through_seq: through.seq, through_hash: through.hash }
  const entry = readEntry(text)
  return entry?.action === ARCHIVED && isDeepStrictEqual(entry['details'], wanted)
}

const Numbered = z.looseObject({ seq: z.number(), action: z.string() })

/** Why a row cannot follow; null when it does. */
function misfit({ seq, entry, hash }: StoredEntry, before: ChainHead): string | null {
  const wanted = before.seq + 1
  if (seq !== wanted) {
    return `It is missing: the next one is ${seq}.`
  }
  const content = readEntry(entry)
  if (content?.seq !== seq) {
    return content === null
      ? 'It is no audit entry any more.'
      : `In its place stands what was written as ${content.seq}.`
  }
  if (chainHash(before.hash, entry) !== hash) {
    return 'It was changed after it was written, or does not follow the one before.'
  }
  return content.action === HEAD_MISMATCH
    ? 'When Homeport started here, entries before this one were missing or exchanged. The entry says what was found.'
    : null
}

function readEntry(text: string): z.infer<typeof Numbered> | null {
  try {
    return Numbered.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function intactOr(database: Database, noted: ReturnType<HeadFile['read']>['kind']): Verdict {
  const [last] = storedEntries(database, { last: true })
  if (last !== undefined && noted !== 'known') {
    return broken(last.seq + 1, `Whether it ever was cannot be verified: the head file is ${noted}.`)
  }
  return { kind: 'intact', head: last === undefined ? { seq: 0, hash: GENESIS } : { seq: last.seq, hash: last.hash } }
}

function broken(seq: number, reason: string): Verdict {
  return { kind: 'broken', seq, reason }
}
