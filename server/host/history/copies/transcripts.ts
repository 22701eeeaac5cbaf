import type { TranscriptCopies } from './transcriptCopies.ts'
import { type FileState, folderTime, stateOf } from '../files/fileState.ts'
import { type OpenTranscript, openTranscript, readStart } from '../files/openTranscript.ts'
import { type Listed, type TranscriptFile, listTranscripts, listing } from '../files/transcriptFiles.ts'

/** Transcripts where they are: those of Claude Code, and copies of those that it has no more. */
export class Transcripts {
  readonly #projects: string
  readonly #copies: TranscriptCopies | null

  constructor(projects: string, copies: TranscriptCopies | null = null) {
    this.#projects = projects
    this.#copies = copies
  }

  /** Everything that can be read, a step at a time; `folders` are Claude Code's own. @throws Error as `listTranscripts`. */
  *list(): Generator<void, Listed> {
    const { files, folders, unread } = yield* listing(this.#projects)
    const own = new Set(files.map(({ path }) => path))
    const copied = yield* this.#copies?.listing() ?? none()
    const gone = copied.files.filter(({ path }) => !own.has(path))
    return { files: [...files, ...gone], folders, unread: [...unread, ...copied.unread] }
  }

  /** Those that Claude Code has. @throws Error as `listTranscripts`. */
  own(): Listed {
    return listTranscripts(this.#projects)
  }

  /** null: Claude Code has it no more. */
  ownState({ path }: Pick<TranscriptFile, 'path'>): FileState | null {
    return stateOf(this.#projects, path)
  }

  /** null: it is gone, and there is no copy. */
  state({ path }: Pick<TranscriptFile, 'path'>): FileState | null {
    return this.ownState({ path }) ?? this.#copies?.state(path) ?? null
  }

  /** As `openTranscript`. */
  openOwn(path: string): OpenTranscript | null {
    return openTranscript(this.#projects, path)
  }

  /** As `openTranscript`; a copy where it is gone. @throws Error when the copy is damaged. */
  open(path: string): OpenTranscript | null {
    return this.openOwn(path) ?? this.#copies?.open(path) ?? null
  }

  /** Of a file beside a transcript. */
  readonly readStart = (path: string, bytes: number): string | null =>
    readStart(this.#projects, path, bytes) ?? this.#copies?.readStart(path, bytes) ?? null

  folderTime(at: string): number {
    return folderTime(this.#projects, at)
  }
}

function* none(): Generator<void, Pick<Listed, 'files' | 'unread'>> {
  yield
  return { files: [], unread: [] }
}
