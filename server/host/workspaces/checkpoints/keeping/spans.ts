import path from 'node:path'
import type { ChangedBy } from '#shared/session/changes.ts'
import type { Span } from '../questions.ts'

/** The kernel's clock is coarser than ours, and a report comes a little after what it reports. */
const EARLY_MS = 100
const LATE_MS = 250

/** Spans that ended longer ago tell nothing any more. */
const FORGOTTEN_MS = 3_600_000
const MAX_SPANS = 5_000
const MAX_WRITES = 5_000

/** Knows what ran when, and so who may have changed a file at a time. */
export class Spans {
  readonly #spans = new Map<string, Span>()
  readonly #writes = new Map<string, number>()

  put(span: Span): void {
    this.#spans.delete(span.id)
    this.#spans.set(span.id, span)
    for (const { id, to } of this.#spans.values()) {
      if (this.#spans.size <= MAX_SPANS && (to === null || to > span.from - FORGOTTEN_MS)) {
        break
      }
      this.#spans.delete(id)
    }
  }

  /** Somebody saves a file by Homeport's own routes. */
  wrote(file: string, at: number): void {
    this.#writes.delete(file)
    this.#writes.set(file, at)
    const oldest = this.#writes.keys().next()
    if (this.#writes.size > MAX_WRITES && oldest.done !== true) {
      this.#writes.delete(oldest.value)
    }
  }

  /**
   * Who changed a file at that time. A tool that names its file goes before one that may write anywhere, and what nobody
   * here did comes from outside.
   */
  whoAt(folder: string, relative: string, at: number): ChangedBy {
    const file = path.join(folder, relative)
    const wrote = this.#writes.get(file)
    if (wrote !== undefined && isWithin(at, wrote, wrote)) {
      return { who: 'person' }
    }
    const then = [...this.#spans.values()].filter(
      (span) => isWithin(at, span.from, span.to) && mayWrite(span, folder, file),
    )
    const found = then.find(({ path: named }) => named !== null) ?? then.find(isOfTurn) ?? then[0]
    return found === undefined ? { who: 'outside' } : { who: 'claude', session_id: found.session_id, tool: found.tool }
  }
}

function mayWrite({ path: named }: Span, folder: string, file: string): boolean {
  return named === null || path.resolve(folder, named) === file
}

function isOfTurn({ tool }: Span): boolean {
  return tool !== 'background'
}

function isWithin(at: number, from: number, to: number | null): boolean {
  return at >= from - EARLY_MS && (to === null || at <= to + LATE_MS)
}
