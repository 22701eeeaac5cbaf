import type { Database } from 'better-sqlite3'
import { failureCode } from '#server/platform/failure.ts'
import { callOfAgent } from '../files/agentFiles.ts'
import { COPY_IDENTITY } from '../copies/openCopy.ts'
import type { FileState } from '../files/fileState.ts'
import { LineScan } from '../files/lineScan.ts'
import type { OpenTranscript } from '../files/openTranscript.ts'
import type { TranscriptFile } from '../files/transcriptFiles.ts'
import type { Transcripts } from '../copies/transcripts.ts'
import { FileRows, type KnownFile } from '../database/fileRows.ts'
import { type FileMark, IndexWriter } from '../database/indexWriter.ts'

/** How a file begins tells another one that took its place. */
const HEAD_BYTES = 512

/** Files that are looked at each time; the others once in a while. */
const HOT_FILES = 64

/** Every so many looks all files are looked at: one that was at rest for long may grow again. */
const LOOKS_PER_SWEEP = 30

export interface Progress {
  readonly done: number
  readonly total: number
}

/**
 * Keeps the index as the transcripts are. Nothing here waits: each step takes some milliseconds, and the caller answers
 * questions between two of them.
 *
 * A look asks the folders for their times (a transcript that came or went changes one) and the files that changed last for
 * their sizes; all files are asked in every thirtieth look. So ten thousand transcripts at rest cost next to nothing, on
 * every system, without a watcher for each.
 */
export class Indexing {
  readonly #transcripts: Transcripts
  readonly #rows: FileRows
  readonly #writer: IndexWriter
  readonly #files = new Map<string, TranscriptFile>()
  #folders: ReadonlyMap<string, number> = new Map()
  /** Changed last, the latest first. */
  #hot: string[] = []
  #looks = 0
  readonly #waiting = new Set<string>()
  readonly #onProblem: (error: unknown) => void
  #total = 0
  #isFirstTime = true

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
    return waiting > (this.#isFirstTime ? 0 : HOT_FILES) ? { done: this.#total - waiting, total: this.#total } : null
  }

  /** Looks what there is to read. @throws Error of `node:fs` when the folder cannot be read: what is known stays. */
  look(): void {
    const isSweep = this.#looks % LOOKS_PER_SWEEP === 0
    this.#looks += 1
    const isListed = this.#listIfChanged(isSweep)
    this.#queueChanged(isSweep || isListed ? [...this.#files.keys()] : this.#hot)
  }

  /** The next look asks all folders and files. */
  lookAgain(): void {
    this.#looks = 0
  }

  /** Reads what was seen, a step at a time. @throws Error of SQLite. */
  *steps(): Generator<void> {
    for (const path of this.#waiting) {
      const file = this.#files.get(path)
      try {
        if (file !== undefined) {
          yield* this.#read(file)
        }
      } catch (error) {
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

  #listIfChanged(isSweep: boolean): boolean {
    const isSame = [...this.#folders].every(
      ([at, time]) => isSettled(time) && this.#transcripts.folderTime(at) === time,
    )
    if (isSame && !isSweep) {
      return false
    }
    const listed = this.#transcripts.list()
    this.#folders = listed.folders
    this.#files.clear()
    listed.files.forEach((file) => this.#files.set(file.path, file))
    for (const { id, path } of this.#rows.all()) {
      if (!this.#files.has(path)) {
        this.#rows.forget(id)
      }
    }
    return true
  }

  #queueChanged(paths: readonly string[]): void {
    const known = new Map(paths.length > HOT_FILES ? this.#rows.all().map((row) => [row.path, row]) : [])
    const states = paths.flatMap((path) => {
      const state = this.#transcripts.state({ path })
      return state === null ? [] : [{ path, state }]
    })
    states.sort((left, right) => right.state.modified - left.state.modified)
    if (paths !== this.#hot) {
      this.#hot = states.slice(0, HOT_FILES).map(({ path }) => path)
      this.#total = states.length
    }
    for (const { path, state } of states) {
      const row = known.get(path) ?? this.#rows.get(path)
      if (isNews(row, state)) {
        this.#waiting.add(path)
      }
    }
  }

  *#read(file: TranscriptFile): Generator<void> {
    const opened = this.#transcripts.open(file.path)
    if (opened === null) {
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
