import {
  closeSync,
  fsyncSync,
  lstatSync,
  mkdirSync,
  openSync,
  renameSync,
  rmSync,
  utimesSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import type { FileState } from '../files/fileState.ts'
import type { OpenTranscript } from '../files/openTranscript.ts'
import { type Laid, type Listed, type TranscriptFile, listTranscripts, listing } from '../files/transcriptFiles.ts'
import { MEMBER_BYTES, packMember } from './members.ts'
import { COPY_IDENTITY, openCopy } from './openCopy.ts'

/** What a copy's file is called after the transcript's own name. */
const ENDING = '.gz'

/** A copy as it lies on the disk. */
export interface KeptCopy extends TranscriptFile {
  /** Of the packed file. */
  readonly bytes: number
  /** When something was last said in it, in milliseconds since 1970: the transcript's own time. */
  readonly modified: number
  /** When it was made. */
  readonly copied: number
}

/**
 * Packed copies of transcripts, beneath one folder as Claude Code has them beneath its own. The folder is all there is to
 * know: a copy has the time of the transcript that it is of, and a cut one is seen when it is opened.
 */
export class TranscriptCopies {
  readonly #folder: string

  constructor(folder: string) {
    this.#folder = folder
  }

  /** What there is a copy of, without asking each file. */
  names(): readonly TranscriptFile[] {
    return listTranscripts(this.#folder, this.#laid()).files
  }

  /** As `listing` of transcripts. */
  listing(): Generator<void, Listed> {
    return listing(this.#folder, this.#laid())
  }

  list(): readonly KeptCopy[] {
    return this.names().flatMap((file) => this.of(file))
  }

  /** The copy of a transcript; none where there is none. */
  of(file: TranscriptFile): readonly KeptCopy[] {
    const found = this.#stat(file.path)
    return found === null
      ? []
      : [{ ...file, bytes: found.size, modified: Math.round(found.mtimeMs), copied: Math.trunc(found.ctimeMs) }]
  }

  /** As `stateOf` of the transcript; `size` is not known without opening it. null: there is no copy. */
  state(at: string): FileState | null {
    const found = this.#stat(at)
    return found === null ? null : { identity: COPY_IDENTITY, size: found.size, modified: Math.round(found.mtimeMs) }
  }

  /** How it begins, as text; null where there is none that can be read. */
  readonly readStart = (at: string, bytes: number): string | null => {
    try {
      const opened = this.open(at)
      try {
        return opened?.read(0, bytes).toString('utf8') ?? null
      } finally {
        opened?.close()
      }
    } catch {
      return null
    }
  }

  /** null: there is none. @throws Error when it is damaged. */
  open(at: string): OpenTranscript | null {
    return this.#stat(at) === null ? null : openCopy(this.#fileOf(at))
  }

  /**
   * Makes the copy, a step at a time: it is there whole and on the disk, or the one of before is. `read` bytes of it only:
   * what comes meanwhile is for the next copy. @throws Error of `node:fs`, also when the disk is full.
   */
  *write(at: string, { state, read }: OpenTranscript): Generator<void> {
    const file = this.#fileOf(at)
    const fresh = `${file}.tmp`
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    try {
      const fd = openSync(fresh, 'w', 0o600)
      try {
        for (let offset = 0; offset < state.size; offset += MEMBER_BYTES) {
          writeSync(fd, packMember(read(offset, Math.min(MEMBER_BYTES, state.size - offset))))
          yield
        }
        fsyncSync(fd)
      } finally {
        closeSync(fd)
      }
      utimesSync(fresh, new Date(state.modified), new Date(state.modified))
      renameSync(fresh, file)
    } catch (error) {
      rmSync(fresh, { force: true })
      throw error
    }
  }

  /** Idempotent. */
  remove(at: string): void {
    rmSync(this.#fileOf(at), { force: true })
  }

  /** All of them. */
  clear(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  #laid(): Laid {
    return { ending: ENDING, readStart: this.readStart }
  }

  #fileOf(at: string): string {
    return path.join(this.#folder, `${at}${ENDING}`)
  }

  #stat(at: string): { readonly size: number; readonly mtimeMs: number; readonly ctimeMs: number } | null {
    try {
      const found = lstatSync(this.#fileOf(at))
      return found.isFile() ? found : null
    } catch {
      return null
    }
  }
}
