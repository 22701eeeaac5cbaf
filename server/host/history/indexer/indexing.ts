import type { Database } from 'better-sqlite3'
import { failureCode } from '#server/platform/failure.ts'
import { callOfAgent } from '../files/agentFiles.ts'
import { COPY_IDENTITY } from '../copies/openCopy.ts'
import type { FileState } from '../files/fileState.ts'
import { LineScan } from '../files/lineScan.ts'
import type { OpenTranscript } from '../files/openTranscript.ts'
import type { Listed, TranscriptFile } from '../files/transcriptFiles.ts'
import type { Transcripts } from '../copies/transcripts.ts'
import { FileRows, type KnownFile } from '../database/fileRows.ts'
import { type FileMark, IndexWriter } from '../database/indexWriter.ts'

/** How a file begins tells another one that took its place. */
const HEAD_BYTES = 512

/** Files that are looked at each time; the others once in a while. */
const HOT_FILES = 64

/** So many are read from the database at once rather than one by one. */
const MANY_FILES = 1_000

/** In so many looks each file is looked at once: one that was at rest for long may grow again. */
const LOOKS_PER_SWEEP = 60

export interface Progress {
  readonly done: number
  readonly total: number
}

/**
 * Keeps the index as the transcripts are. Nothing here waits: each step takes some milliseconds, and the caller answers
 * questions between two of them.
 *
 * A look asks the folders for their times (a transcript that came or went changes one), and the files that changed last for
 * their sizes, with a sixtieth of the others. What changes no folder's time (a copy that went, a folder that can be read again) is
 * found when all are listed, each sixtieth look, between two steps. So ten thousand transcripts at rest cost next to nothing, on every system,
 * without a watcher for each.
 */
export class Indexing {
  readonly #transcripts: Transcripts
  readonly #rows: FileRows
  readonly #writer: IndexWriter
  readonly #files = new Map<string, TranscriptFile>()
  #folders: ReadonlyMap<string, number> = new Map()
  /** As each was when it was looked at last, unless it could not be read then. */
  readonly #seen = new Map<string, FileState>()
  /** Changed last, the latest first. */
  #hot: readonly string[] = []
  /** All of them, in turn. */
  #turn: readonly string[] = []
  #at = 0
  readonly #waiting = new Set<string>()
  readonly #onProblem: (error: unknown) => void
  #isFirstTime = true
  #looks = 0
  #isListingDue = false

  /** @param onProblem Told of a transcript that cannot be read; it is left out until it changes. */
  constructor(database: Database, transcripts: Transcripts, onProblem: (error: unknown) => void) {
    this.#transcripts = transcripts
    this.#onProblem = onProblem
    this.#rows = new FileRows(database)
    this.#writer = new IndexWriter(database)
  }

  /** How far reading is; null: all that there was is read, and what comes since is read at once. */
  progress(): Progress | null {
    const waiting = this.#waiting.size
    const total = this.#seen.size
    return waiting > (this.#isFirstTime ? 0 : HOT_FILES) ? { done: Math.max(0, total - waiting), total } : null
  }

  /** Looks what there is to read; true: something is. @throws Error of `node:fs` when the folder cannot be read: what is known stays. */
  look(): boolean {
    this.#looks += 1
    this.#isListingDue ||= this.#looks % LOOKS_PER_SWEEP === 0
    const fresh = this.#isUnchanged() ? [] : this.#listNow()
    this.#queueChanged(new Set([...fresh, ...this.#hot, ...this.#nextInTurn()]))
    return this.#waiting.size > 0
  }

  /** The steps after the next look list all again, though no folder has changed. */
  listAgain(): void {
    this.#isListingDue = true
  }

  /** The next look asks all folders and files. */
  lookAgain(): void {
    this.#folders = new Map()
    this.#seen.clear()
    this.#isListingDue = true
  }

  /** Reads what was seen, a step at a time. @throws Error of SQLite. */
  *steps(): Generator<void> {
    if (this.#isListingDue) {
      yield* this.#listInSteps()
    }
    for (const path of this.#waiting) {
      const file = this.#files.get(path)
      try {
        if (file !== undefined) {
          yield* this.#read(file)
        }
      } catch (error) {
        this.#seen.delete(path)
        if (failureCode(error)?.startsWith('SQLITE') === true) {
          throw error
        }
        this.#onProblem(error)
      }
      this.#waiting.delete(path)
      yield
    }
    this.#isFirstTime = false
  }

  #isUnchanged(): boolean {
    const isAsBefore = ([at, time]: [string, number]) => isSettled(time) && this.#transcripts.folderTime(at) === time
    return this.#folders.size > 0 && [...this.#folders].every(isAsBefore)
  }

  #listNow(): readonly string[] {
    this.#isListingDue = false
    const steps = this.#transcripts.list()
    for (;;) {
      const step = steps.next()
      if (step.done === true) {
        return this.#take(step.value)
      }
    }
  }

  *#listInSteps(): Generator<void> {
    this.#isListingDue = false
    try {
      const fresh = this.#take(yield* this.#transcripts.list())
      yield
      this.#queueChanged(new Set(fresh))
    } catch (error) {
      if (failureCode(error)?.startsWith('SQLITE') === true) {
        throw error
      }
      this.#onProblem(error)
    }
  }

  /** Those that nobody has looked at since they came. Of folders that could not be read nothing is forgotten. */
  #take({ files, folders, unread }: Listed): readonly string[] {
    this.#folders = folders
    const isUnread = (path: string) => unread.some((at) => path.startsWith(`${at}/`))
    const before = unread.length === 0 ? [] : [...this.#files.values()].filter(({ path }) => isUnread(path))
    this.#files.clear()
    ;[...before, ...files].forEach((file) => this.#files.set(file.path, file))
    this.#turn = [...this.#files.keys()]
    for (const { id, path } of this.#rows.paths()) {
      if (!this.#files.has(path) && !isUnread(path)) {
        this.#rows.forget(id)
        this.#seen.delete(path)
      }
    }
    this.#hot = this.#hot.filter((path) => this.#files.has(path))
    return this.#turn.filter((path) => !this.#seen.has(path))
  }

  #nextInTurn(): readonly string[] {
    const from = this.#at >= this.#turn.length ? 0 : this.#at
    this.#at = from + Math.ceil(this.#turn.length / LOOKS_PER_SWEEP)
    return this.#turn.slice(from, this.#at)
  }

  #queueChanged(paths: ReadonlySet<string>): void {
    const known = new Map(paths.size > MANY_FILES ? this.#rows.all().map((row) => [row.path, row]) : [])
    const changed: string[] = []
    for (const path of paths) {
      const state = this.#transcripts.state({ path })
      if (state === null) {
        this.#seen.delete(path)
      } else if (!isSame(this.#seen.get(path), state)) {
        this.#seen.set(path, state)
        changed.push(path)
        if (isNews(known.get(path) ?? this.#rows.get(path), state)) {
          this.#waiting.add(path)
        }
      }
    }
    if (changed.length > 0) {
      const time = (path: string) => this.#seen.get(path)?.modified ?? 0
      const latest = [...new Set([...this.#hot, ...changed])].toSorted((left, right) => time(right) - time(left))
      this.#hot = latest.slice(0, HOT_FILES)
    }
  }

  *#read(file: TranscriptFile): Generator<void> {
    const opened = this.#transcripts.open(file.path)
    if (opened === null) {
      this.#seen.delete(file.path)
      return
    }
    try {
      const head = headOf(opened)
      const mark = { ...opened.state, head }
      const row = this.#rowFor(file, mark)
      yield* this.#readOn(row, mark, opened)
      if (file.agent !== null) {
        this.#noteCall(row.id, file)
      }
    } finally {
      opened.close()
    }
  }

  /** What was cut, or replaced by another file, is read from its beginning. */
  #rowFor(file: TranscriptFile, mark: FileMark): KnownFile {
    const row = this.#rows.get(file.path)
    const goesOn =
      row !== null && row.identity === mark.identity && row.offset <= mark.size && mark.head.startsWith(row.head)
    return goesOn ? row : this.#rows.begin(file, mark)
  }

  *#readOn({ id, offset, in_too_long }: KnownFile, mark: FileMark, { read }: OpenTranscript): Generator<void> {
    const scan = new LineScan({ read, offset, isInTooLong: in_too_long === 1 })
    const file = this.#writer.open(id)
    for (;;) {
      const step = scan.step()
      if (step.lines.length > 0 || step.tooLong > 0 || step.isInTooLong || step.isAtEnd) {
        this.#writer.write(file, step, mark)
      }
      if (step.isAtEnd) {
        return
      }
      yield
    }
  }

  #noteCall(id: number, file: TranscriptFile): void {
    const call = callOfAgent(this.#transcripts.readStart, file.path)
    if (call !== null) {
      this.#rows.noteCall(id, call)
    }
  }
}

/** The finest time that a file system tells, with room: two changes within it have the same. */
const SAME_TIME_MS = 3_000

/** Whether a folder that changes once more is sure to have another time. */
function isSettled(time: number): boolean {
  return Math.abs(Date.now() - time) > SAME_TIME_MS
}

function isSame(before: FileState | undefined, { identity, size, modified }: FileState): boolean {
  return before?.identity === identity && before.size === size && before.modified === modified
}

/** A copy holds what the transcript of its time did: that is read again only where it was not read to its end. */
function isNews(row: KnownFile | null, { identity, size, modified }: FileState): boolean {
  if (identity === COPY_IDENTITY) {
    return row === null || row.modified !== modified || row.size === 0
  }
  return row === null || row.identity !== identity || row.size !== size || row.modified !== modified
}

/** Grows with the file until it is whole; the one of a file that was longer begins with it. */
function headOf({ read }: OpenTranscript): string {
  return read(0, HEAD_BYTES).toString('hex')
}
