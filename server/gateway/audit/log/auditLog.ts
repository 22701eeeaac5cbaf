import type { AuditEntry } from '#shared/operations/audit.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { redactText } from '#server/platform/log/redact.ts'
import { addressBlockOf } from '../../kernel/origin/addressBlock.ts'
import type { AuditRows } from './auditRows.ts'
import type { HeadFile } from './headFile.ts'
import { type HeadWriterDeps, createHeadWriter } from './headWriter.ts'
import { type Kind, type Shared, createRepeats } from './repeats.ts'

const log = createLogger('audit')

/** How often lines that were only counted are written. */
const WRITE_EVERY_MS = 30_000

/** Longer texts in an entry say nothing more: it is cut. */
const MAX_TEXT = 300
const MAX_DETAILS = 20

/** What happened, before it has a number and a time. */
export type AuditFact = Omit<AuditEntry, 'seq' | 'time' | 'count'>

/** The audit log as long as one gateway (or command) writes it. */
export interface AuditLog {
  /** Writes one entry; repeated refusals and failures are counted into one. Never throws. */
  record(fact: AuditFact): void
  list(query: ParamsOf<'audit.list'>): ResultOf<'audit.list'>
  /** Something was written past this: notes how far the log reaches. */
  noted(): void
  /** False: the last entry could not be written. */
  isHealthy(): boolean
  /** Writes what was only counted, and how far the log reaches. Before the database is closed. Idempotent. */
  close(): void
}

export interface AuditLogDeps extends HeadWriterDeps {
  readonly clock: Clock
  readonly rows: AuditRows
}

/**
 * Opens the log. One whose end does not fit the head that was noted goes on with an entry that says so: what is
 * missing stays visible for ever.
 */
export function openAuditLog(deps: AuditLogDeps): AuditLog {
  const { clock, rows, headFile } = deps
  const repeats = createRepeats<AuditFact>(clock)
  const headWriter = createHeadWriter(deps)
  let lost = 0
  let isClosed = false

  const write = (fact: AuditFact, count = 1): void => {
    try {
      if (lost > 0) {
        rows.append({ ...ownFact('audit.entries_lost', { lost }), time: clock.timestamp(), count: 1 })
        lost = 0
      }
      rows.append({ ...bounded(fact), time: clock.timestamp(), count })
      headWriter.noteSoon()
    } catch (error) {
      lost += 1
      log.error('an audit entry could not be written', { action: fact.action, lost, error })
    }
  }

  const writeDue = (which: 'over' | 'all'): void =>
    repeats.due(clock.now(), which).forEach(({ fact, count }) => write(fact, count))

  const misfit = misfitOf(rows, headFile)
  if (misfit !== null) {
    log.error('the audit log does not reach its noted head', misfit)
    write(ownFact(HEAD_MISMATCH, misfit))
  }
  headWriter.noteNow()
  const timer = setInterval(() => writeDue('over'), WRITE_EVERY_MS).unref()

  return {
    record: (fact) => {
      writeDue('over')
      if (fact.outcome === 'ok' || repeats.isFirst(kindOf(fact), fact, (by) => sharedBy(by, fact))) {
        write(fact)
      }
    },
    list: (query) => rows.list(query),
    noted: () => headWriter.noteSoon(),
    isHealthy: () => lost === 0,
    close: () => {
      if (isClosed) {
        return
      }
      isClosed = true
      clearInterval(timer)
      writeDue('all')
      headWriter.noteNow()
    },
  }
}

/** Written when a log was found cut off, exchanged, or without its head: `verify` reports it. */
export const HEAD_MISMATCH = 'audit.head_mismatch'

/** What does not fit between the log and its noted head; null when all does. */
function misfitOf(rows: AuditRows, headFile: HeadFile): AuditFact['details'] | null {
  const noted = headFile.read()
  const { seq } = rows.head()
  if (noted.kind !== 'known') {
    return noted.kind === 'missing' && seq === 0 ? null : { noted: noted.kind, found_seq: seq }
  }
  const { head } = noted
  const isKept = head.seq === 0 || rows.hashOf(head.seq) === head.hash
  return isKept ? null : { noted_seq: head.seq, noted_hash: head.hash, found_seq: seq }
}

/** Something that Homeport itself did or found. */
export function ownFact(action: string, details: AuditFact['details']): AuditFact {
  return { ...nobody, action, outcome: 'failed', code: null, details }
}

const nobody = {
  user_id: null,
  username: null,
  credential: { kind: 'none', id: null, name: null },
  address: null,
  user_agent: null,
  session_id: null,
  object_id: null,
  request_id: null,
} as const

/** Alike are: the same thing refused for the same reason to the same caller from the same address block. */
function kindOf(fact: AuditFact): Kind {
  const { action, outcome, code, credential, address, session_id, object_id } = fact
  return {
    crowd: credential.kind === 'none' ? 'unauthenticated' : 'people',
    source: JSON.stringify([credential.kind, credential.id, addressBlockOf(address)]),
    act: JSON.stringify([action, outcome, code]),
    object: JSON.stringify([session_id, object_id]),
  }
}

/** Too many different ones: only what they have in common is recorded. */
function sharedBy(by: Shared, fact: AuditFact): AuditFact {
  if (by === 'act') {
    return { ...fact, session_id: null, object_id: null, request_id: null, details: {} }
  }
  const many = { ...nobody, action: 'many', outcome: fact.outcome, code: null, details: {} }
  if (by === 'crowd') {
    return many
  }
  const { user_id, username, credential, address, user_agent } = fact
  return { ...many, user_id, username, credential, address, user_agent }
}

/** Bounds an entry, whatever the request held, and keeps secrets out of it. */
function bounded(fact: AuditFact): AuditFact {
  return {
    ...fact,
    username: cut(fact.username),
    credential: { ...fact.credential, name: cut(fact.credential.name) },
    user_agent: cut(fact.user_agent),
    object_id: cut(fact.object_id),
    details: Object.fromEntries(
      Object.entries(fact.details)
        .slice(0, MAX_DETAILS)
        .map(([name, value]) => [name, typeof value === 'string' ? cut(value) : value]),
    ),
  }
}

function cut(text: string | null): string | null {
  const shown = text === null ? null : redactText(text)
  return shown !== null && shown.length > MAX_TEXT ? `${shown.slice(0, MAX_TEXT)}…` : shown
}
