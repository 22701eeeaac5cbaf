import type { FileState } from '../files/fileState.ts'
import type { OpenTranscript } from '../files/openTranscript.ts'
import type { TranscriptFile } from '../files/transcriptFiles.ts'
import type { Transcripts } from './transcripts.ts'
import type { KeptCopy, TranscriptCopies } from './transcriptCopies.ts'

/** A transcript is copied once nothing was said in it for so long: one that grows is not packed again and again. */
const REST_MS = 10 * 60_000

/** One that is larger than this is copied anew once a day at most. */
const LARGE_BYTES = 8 * 1024 * 1024
const DAY_MS = 24 * 60 * 60_000

/** By so much of its beginning a transcript is told from another one by its name. */
const BEGINNING_BYTES = 64 * 1024

export interface CopyRules {
  /** No: nothing is copied; what is there stays. */
  readonly is_on: boolean
  /** Packed, all together. */
  readonly most_bytes: number
  /** Copies in which nothing was said for longer are removed; 0: none. */
  readonly most_days: number
}

/** What one round did. */
export interface CopyReport {
  readonly copied: number
  readonly removed: number
  /** What those that were removed took. */
  readonly freed: number
  /** What the copies take now, packed. */
  readonly bytes: number
  /** Why not all could be copied; null: nothing went wrong. */
  readonly problem: string | null
}

export interface CopyingDeps {
  readonly copies: TranscriptCopies
  readonly transcripts: Pick<Transcripts, 'own' | 'ownState' | 'openOwn'>
  readonly now: () => number
  /** Whether the disk has room for more than what sessions need. */
  readonly hasRoom: () => boolean
}

/** Copies transcripts before Claude Code removes them, and removes the oldest copies where they take more than they may. */
export class Copying {
  readonly #deps: CopyingDeps
  /** A transcript as old as this would be the next to go: it is not copied. */
  #floor = 0
  #floorOf = 0

  constructor(deps: CopyingDeps) {
    this.#deps = deps
  }

  /** One round, a step at a time; returns what it did. Never throws: what went wrong is in the report. */
  *round(rules: CopyRules): Generator<void, CopyReport> {
    const kept = new Map(this.#deps.copies.list().map((copy) => [copy.path, copy]))
    if (this.#floorOf !== rules.most_bytes) {
      this.#floor = 0
      this.#floorOf = rules.most_bytes
    }
    let problem: string | null = null
    let copied = 0
    const gone = this.#removeOld(kept, rules)
    for (const { file } of rules.is_on ? this.#wanted(kept, rules) : []) {
      if (!this.#deps.hasRoom()) {
        problem = 'The disk is nearly full.'
        break
      }
      try {
        yield* this.#copy(file)
        copied += 1
        this.#deps.copies.of(file).forEach((copy) => kept.set(file.path, copy))
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error)
      }
      gone.push(...this.#trim(kept, rules))
      yield
    }
    gone.push(...this.#trim(kept, rules))
    return { copied, removed: gone.length, freed: sum(gone), bytes: sum(kept.values()), problem }
  }

  /** What is to be copied, what was said last first. */
  #wanted(kept: ReadonlyMap<string, KeptCopy>, { most_days }: CopyRules) {
    const { transcripts, now } = this.#deps
    const at = now()
    const isWanted = (file: TranscriptFile, { size, modified }: FileState): boolean => {
      const copy = kept.get(file.path)
      const isResting = Math.abs(at - modified) >= REST_MS
      const isTooOld = most_days > 0 && at - modified > most_days * DAY_MS
      const isLater = copy !== undefined && size > LARGE_BYTES && Math.abs(at - copy.copied) < DAY_MS
      const isNew = copy?.modified !== modified && modified > this.#floor
      const isWorthIt = size > 0 && isResting && !isTooOld && !isLater && isNew
      return isWorthIt && (copy === undefined || !this.#wasWrittenOver(file, size))
    }
    return transcripts
      .own()
      .files.flatMap((file) => {
        const state = transcripts.ownState(file)
        return state !== null && isWanted(file, state) ? [{ file, state }] : []
      })
      .toSorted((left, right) => right.state.modified - left.state.modified)
  }

  /** It is shorter than its copy and begins otherwise: what was said is in the copy alone. One that lost its end is still itself. */
  #wasWrittenOver({ path }: TranscriptFile, size: number): boolean {
    const { copies, transcripts } = this.#deps
    const length = Math.min(size, BEGINNING_BYTES)
    let copy: OpenTranscript | null = null
    let own: OpenTranscript | null = null
    try {
      copy = copies.open(path)
      own = copy !== null && copy.state.size > size ? transcripts.openOwn(path) : null
      return copy !== null && own !== null && !own.read(0, length).equals(copy.read(0, length))
    } catch {
      // A copy that is damaged keeps nothing.
      return false
    } finally {
      copy?.close()
      own?.close()
    }
  }

  /** With what stands beside the transcript of a sub-agent. */
  *#copy({ path, agent }: TranscriptFile): Generator<void> {
    const { copies, transcripts } = this.#deps
    for (const at of agent === null ? [path] : [path, metaOf(path)]) {
      const opened = transcripts.openOwn(at)
      if (opened !== null) {
        try {
          yield* copies.write(at, opened)
        } finally {
          opened.close()
        }
      }
    }
  }

  #removeOld(kept: Map<string, KeptCopy>, { most_days }: CopyRules): KeptCopy[] {
    const before = this.#deps.now() - most_days * DAY_MS
    const old = most_days === 0 ? [] : [...kept.values()].filter(({ modified }) => modified < before)
    old.forEach((copy) => this.#remove(kept, copy))
    return old
  }

  /** The oldest go first. */
  #trim(kept: Map<string, KeptCopy>, { most_bytes }: CopyRules): readonly KeptCopy[] {
    let bytes = sum(kept.values())
    const removed: KeptCopy[] = []
    for (const copy of [...kept.values()].toSorted((left, right) => left.modified - right.modified)) {
      if (bytes <= most_bytes) {
        break
      }
      this.#remove(kept, copy)
      this.#floor = Math.max(this.#floor, copy.modified)
      bytes -= copy.bytes
      removed.push(copy)
    }
    return removed
  }

  #remove(kept: Map<string, KeptCopy>, { path, agent }: KeptCopy): void {
    kept.delete(path)
    this.#deps.copies.remove(path)
    if (agent !== null) {
      this.#deps.copies.remove(metaOf(path))
    }
  }
}

/** Where Claude Code notes the call that began a sub-agent. */
function metaOf(path: string): string {
  return path.replace(/\.jsonl$/, '.meta.json')
}

function sum(copies: Iterable<KeptCopy>): number {
  return [...copies].reduce((bytes, copy) => bytes + copy.bytes, 0)
}
