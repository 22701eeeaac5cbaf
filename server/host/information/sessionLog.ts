import type { SessionId } from '#shared/ids.ts'
import type { SessionLogEntry, SessionLogSource } from '#shared/operations/sessionInfo.ts'
import { counted } from '#shared/text/plural.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { redactText } from '#server/platform/log/redact.ts'
import type { LogRange, SessionLogRows } from '../store/rows/sessionLogRows.ts'

const log = createLogger('session log')

/** A line is cut there: a stack trace has many lines, and no reader reads a longer one. */
const MOST_OF_LINE = 2_000

/** A process that floods its error output fills neither the disk nor the log: of more lines only their number is kept. */
const MOST_IN_WINDOW = 100
const WINDOW_MS = 10_000

/** Sessions of which it is known how much they said lately. */
const MOST_WINDOWS = 500

interface Window {
  began: number
  lines: number
  leftOut: number
}

/** What the processes of sessions and their runner said: bounded, without secrets, kept over restarts. */
export class SessionLog {
  readonly #rows: Pick<SessionLogRows, 'insert' | 'read'>
  readonly #clock: Clock
  /** Of the sessions that said something last, the latest last. */
  readonly #windows = new Map<SessionId, Window>()

  constructor({ rows, clock }: { readonly rows: Pick<SessionLogRows, 'insert' | 'read'>; readonly clock: Clock }) {
    this.#rows = rows
    this.#clock = clock
  }

  /** Never throws: a session goes on though its log cannot be written. */
  readonly note = (sessionId: SessionId, source: SessionLogSource, text: string): void => {
    const window = this.#windowOf(sessionId)
    if (window.lines >= MOST_IN_WINDOW) {
      window.leftOut += 1
      return
    }
    if (window.leftOut > 0) {
      this.#insert(
        sessionId,
        'runner',
        counted(window.leftOut, { one: '# line was left out', other: '# lines were left out' }) +
          ': too many came at once.',
      )
      window.leftOut = 0
    }
    window.lines += 1
    this.#insert(sessionId, source, text)
  }

  read(sessionId: SessionId, range: LogRange): { entries: SessionLogEntry[]; next_before: number | null } {
    return this.#rows.read(sessionId, range)
  }

  #windowOf(sessionId: SessionId): Window {
    const now = this.#clock.monotonic()
    const known = this.#windows.get(sessionId)
    if (known !== undefined && now - known.began < WINDOW_MS) {
      return known
    }
    const next = { began: now, lines: 0, leftOut: known?.leftOut ?? 0 }
    this.#windows.delete(sessionId)
    this.#windows.set(sessionId, next)
    this.#forgetOver(now)
    return next
  }

  /** A window that is over says nothing any more, unless lines were left out of it. */
  #forgetOver(now: number): void {
    for (const [id, { began, leftOut }] of this.#windows) {
      if (now - began < WINDOW_MS) {
        return
      }
      if (leftOut === 0 || this.#windows.size > MOST_WINDOWS) {
        this.#windows.delete(id)
      }
    }
  }

  #insert(sessionId: SessionId, source: SessionLogSource, text: string): void {
    // Control characters could make a reader's terminal do things.
    const clean = redactText(text.slice(0, MOST_OF_LINE)).replaceAll(/[\p{Cc}\p{Cf}]/gu, ' ')
    try {
      this.#rows.insert(sessionId, { time: this.#clock.timestamp(), source, text: clean })
    } catch (error) {
      log.debug('a line of a session could not be kept', { session_id: sessionId, reason: failureText(error) })
    }
  }
}
