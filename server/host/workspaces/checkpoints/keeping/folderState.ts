import type { BigIntStats } from 'node:fs'
import path from 'node:path'
import type { ChangeKind, ChangedBy, FileNews } from '#shared/session/changes.ts'
import type { SessionId } from '#shared/ids.ts'
import type { FileTimes } from './fileTimes.ts'
import type { FolderRows } from './folderRows.ts'
import type { KeptTurn, TurnRows } from './rows.ts'
import { inFolder, statInside, statOrNull } from './safeFile.ts'
import type { Spans } from './spans.ts'
import { type MaybeVersion, PENDING, type Version, certainStamp, seenAt, versionOf } from './version.ts'

/** Of one turn; what is beyond it is not kept. */
export const MAX_CHANGES = 20_000

const SAVED_AT_ONCE = 2_000

/** The kernel stamps files by a clock that is this much behind ours. */
const CLOCKS_MS = 50

export interface FolderStateDeps {
  readonly folders: FolderRows
  readonly turns: TurnRows
  readonly spans: Spans
  /** Runs it in one transaction. */
  readonly together: (work: () => void) => void
  readonly times: FileTimes
}

/**
 * A folder as it was last seen. Every change that is found goes through here: what a file was before is noted for each turn
 * that runs in the folder, once.
 */
export class FolderState {
  readonly folder: string
  readonly #deps: FolderStateDeps
  readonly #files: Map<string, Version>
  #running: KeptTurn[]
  readonly #counts = new Map<number, number>()
  /** Nothing was known of the folder before: what is found is how it is, and no news. */
  #isNew: boolean
  /** When the last look at all of it began; 0: there was none yet. */
  #lookedAt = 0
  /** What a host that dies now would not know: it finds it again, since all of it is stored together or later. */
  #unsaved: (() => void)[] = []

  constructor(folder: string, deps: FolderStateDeps) {
    this.folder = folder
    this.#deps = deps
    const known = deps.folders.load(folder, deps.times.now())
    this.#isNew = known === null
    this.#files = known ?? new Map()
    this.#running = deps.turns.running(folder)
    this.#running.forEach(({ id }) => this.#counts.set(id, deps.turns.countChanges(id)))
  }

  get size(): number {
    return this.#files.size
  }

  get running(): readonly KeptTurn[] {
    return this.#running
  }

  version(relative: string): MaybeVersion {
    return this.#files.get(relative) ?? null
  }

  entries(): IterableIterator<[string, Version]> {
    return this.#files.entries()
  }

  /** The session's turn that runs; what ran beside the turns before it belongs to it. */
  begin(asked: { readonly session_id: SessionId; readonly message_id: string | null; readonly at: number }): KeptTurn {
    const { session_id, message_id, at } = asked
    const open = this.#running.find((turn) => turn.session_id === session_id)
    if (open !== undefined) {
      this.#deps.turns.adopt(open.id, message_id)
      return open
    }
    const turn = this.#deps.turns.begin({ session_id, folder: this.folder, message_id, started_at: at })
    this.#running.push(turn)
    return turn
  }

  ended(turn: KeptTurn): void {
    this.#running = this.#running.filter(({ id }) => id !== turn.id)
    this.#counts.delete(turn.id)
  }

  /** Stores what was found, a part at a time; others have their turn in between. */
  async save(): Promise<void> {
    while (this.#unsaved.length > 0) {
      const part = this.#unsaved.splice(0, SAVED_AT_ONCE)
      this.#deps.together(() => part.forEach((write) => write()))
      if (this.#unsaved.length > 0) {
        await new Promise((resolve) => setImmediate(resolve))
      }
    }
  }

  /** All of it has been looked at, from that time on: what is found from now on is news. */
  known(since: number): void {
    this.#isNew = false
    this.#lookedAt = since
  }

  /** Looks at one file. `noticedAt`: when it is said to have changed, where it is not there any more to tell. */
  look(relative: string, noticedAt: number): FileNews | null {
    return this.#found(relative, statInside(this.folder, relative), noticedAt)
  }

  /** As `look`, for a file that a walk has just come to. */
  visit(relative: string): FileNews | null {
    return this.#found(relative, statOrNull(inFolder(this.folder, relative)), 0)
  }

  #found(relative: string, stats: BigIntStats | null, noticedAt: number): FileNews | null {
    const before = this.version(relative)
    const changed = stats === null ? noticedAt : this.#deps.times.changedAt(stats)
    const next = stats === null ? null : this.#seen(stats, changed)
    if (before?.stamp === next?.stamp) {
      return null
    }
    // A file that is older than the last look, and was not there then, came with a folder above it.
    const isMoved = before === null && !this.#isNew && changed < this.#lookedAt
    const at = isMoved ? this.#movedAt(relative) : changed
    const by = this.#deps.spans.whoAt(this.folder, relative, { at, isGone: next === null })
    this.#noteFor(relative, { before: this.#before(before, stats), by, at })
    this.#put(relative, next)
    return this.#isNew || isOnlyCertainNow(before, next) ? null : { path: relative, kind: kindOf(before, next), by }
  }

  /** When a folder above was given its name: the last change of any of them. */
  #movedAt(relative: string): number {
    let at = 0
    for (let folder = path.dirname(relative); folder !== '.'; folder = path.dirname(folder)) {
      const stats = statOrNull(path.join(this.folder, folder))
      at = stats === null ? at : Math.max(at, this.#deps.times.changedAt(stats))
    }
    return at
  }

  /** When the nearest folder above that is still there changed last. */
  folderChangedAt(relative: string): number {
    for (let folder = path.dirname(relative); ; folder = path.dirname(folder)) {
      const stats = statOrNull(folder === '.' ? this.folder : path.join(this.folder, folder))
      if (stats !== null) {
        return this.#deps.times.changedAt(stats)
      }
      if (folder === '.') {
        return this.#deps.times.now()
      }
    }
  }

  #seen(stats: BigIntStats, at: number): MaybeVersion {
    const there = versionOf(stats)
    return there === null ? null : seenAt(there, at, this.#deps.times.now())
  }

  /** What is known of the content of the version that is there. */
  setContent(relative: string, content: string | null): void {
    const version = this.#files.get(relative)
    if (version !== undefined) {
      this.#put(relative, { ...version, content })
    }
  }

  /** What a file was before this change. Of a folder that is new, the file tells when it was made. */
  #before(known: MaybeVersion, stats: BigIntStats | null): MaybeVersion {
    if (known !== null) {
      return known.content === PENDING ? { ...known, content: null } : known
    }
    const version = stats === null ? null : versionOf(stats)
    const madeAt = stats === null ? 0 : this.#deps.times.madeAt(stats)
    const isMadeNow = this.#running.some(({ started_at }) => madeAt >= started_at - CLOCKS_MS)
    return this.#isNew && version !== null && !isMadeNow ? { ...version, stamp: 'unknown', content: null } : null
  }

  #noteFor(
    relative: string,
    change: { readonly before: MaybeVersion; readonly by: ChangedBy; readonly at: number },
  ): void {
    const { before, by, at } = change
    const session = by.who === 'claude' ? by.session_id : undefined
    if (session !== undefined && !this.#running.some(({ session_id }) => session_id === session)) {
      // Beside the turns: it is told with the next one.
      this.begin({ session_id: session, message_id: null, at })
    }
    for (const turn of this.#running.filter(({ started_at }) => at >= started_at - CLOCKS_MS)) {
      const count = this.#counts.get(turn.id) ?? 0
      if (count < MAX_CHANGES) {
        this.#counts.set(turn.id, count + 1)
        const is_own = turn.session_id === session
        this.#unsaved.push(() => this.#deps.turns.note(turn.id, relative, { before, by, is_own }))
      }
    }
  }

  #put(relative: string, version: MaybeVersion): void {
    if (version === null) {
      this.#files.delete(relative)
    } else {
      this.#files.set(relative, version)
    }
    this.#unsaved.push(() => this.#deps.folders.put(this.folder, relative, version))
  }
}

/** It was looked at while it changed, and has not changed since. */
function isOnlyCertainNow(before: MaybeVersion, next: MaybeVersion): boolean {
  return before !== null && next !== null && certainStamp(before) === certainStamp(next)
}

function kindOf(before: MaybeVersion, next: MaybeVersion): ChangeKind {
  return before === null ? 'added' : next === null ? 'deleted' : 'modified'
}
