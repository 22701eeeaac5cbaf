import path from 'node:path'
import type { ChangedBy } from '#shared/session/changes.ts'
import type { OwnWrite, Span } from '../questions.ts'

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
  /** By path; `to` null: it goes on. */
  readonly #writes = new Map<string, { from: number; to: number | null }>()

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

  /** Somebody changes a file, or a folder and all in it, by Homeport's own routes: told before it begins and when it is over. */
  wrote({ path: file, at, isOver }: OwnWrite): void {
    const from = isOver ? (this.#writes.get(file)?.from ?? at) : at
    this.#writes.delete(file)
    this.#writes.set(file, { from, to: isOver ? at : null })
    const oldest = this.#writes.keys().next()
    if (this.#writes.size > MAX_WRITES && oldest.done !== true) {
      this.#writes.delete(oldest.value)
    }
  }

  /**
   * Who changed a file at that time. A tool that names its file goes before one that may write anywhere, and what nobody
   * here did comes from outside. What a person does here goes before all: it is known for certain. `isGone`: nothing tells
   * when it went, so `at` is when that was noticed.
   */
  whoAt(
    folder: string,
    relative: string,
    { at, isGone }: { readonly at: number; readonly isGone: boolean },
  ): ChangedBy {
    const file = path.join(folder, relative)
    if (this.#isOwn(folder, file, { at, late: isGone ? GONE_LATE_MS : 0 })) {
      return { who: 'person' }
    }
    const then = [...this.#spans.values()].filter(
      (span) => isWithin(at, span.from, span.to) && mayWrite(span, folder, file),
    )
    const found = then.find(({ path: named }) => named !== null) ?? then.find(isOfTurn) ?? then[0]
    return found === undefined ? { who: 'outside' } : { who: 'claude', session_id: found.session_id, tool: found.tool }
  }

  /** Whether somebody was changing it, or a folder above it, at that time or up to `late` before. */
  #isOwn(folder: string, file: string, { at, late }: { readonly at: number; readonly late: number }): boolean {
    for (let one = file; one.length > folder.length; one = path.dirname(one)) {
      const write = this.#writes.get(one)
      if (write !== undefined && isWithin(at, write.from, (write.to ?? write.from + MAX_WRITING_MS) + late)) {
        return true
      }
    }
    return false
  }
}

/** Whoever does not say that it is over is not believed for longer. */
const MAX_WRITING_MS = 60_000

/** How much later than it went a file is noticed to be gone, at most. */
const GONE_LATE_MS = 1_000

function mayWrite({ path: named }: Span, folder: string, file: string): boolean {
  return named === null || path.resolve(folder, named) === file
}

function isOfTurn({ tool }: Span): boolean {
  return tool !== 'background'
}

function isWithin(at: number, from: number, to: number | null): boolean {
  return at >= from - EARLY_MS && (to === null || at <= to + LATE_MS)
}
