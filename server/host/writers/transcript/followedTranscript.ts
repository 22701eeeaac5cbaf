import path from 'node:path'
import { type FileState, stateOf } from '../../history/files/fileState.ts'
import { LineScan } from '../../history/files/lineScan.ts'
import { openTranscript } from '../../history/files/openTranscript.ts'
import type { ToldEvent } from '../../history/conversation/toldEvent.ts'
import type { OtherAsked } from './ways.ts'
import { type ForeignLine, ForeignLines, type TakenLine } from './foreignLines.ts'

/** How much of its end is read when a transcript is seen for the first time: what was written while nobody looked. */
const TAIL_BYTES = 4 * 1024 * 1024

/** More ways than anybody would look at. */
const MOST_LEFT_OUT = 20

/** What one look reads at most: the rest comes with the next. */
const MOST_STEPS = 8

export interface FollowedOptions {
  /** `projects/` of Claude Code. */
  readonly projects: string
  /** Of the transcript, below it, with `/`. */
  readonly at: string
  /** Whether the session has a message of that id. */
  readonly isKnown: (promptId: string) => boolean
  /** It began while it was followed: nothing of it is old. */
  readonly isNew: boolean
}

/**
 * One transcript as it grows, for what somebody else writes into it. Reads synchronously, and bounded: who asks must know
 * before anything else happens.
 */
export class FollowedTranscript {
  readonly #options: FollowedOptions
  #lines: ForeignLines
  #state: FileState | null = null
  #offset = 0
  #isInTooLong = false
  #waiting: ForeignLine[] = []
  #leftOut: readonly OtherAsked[] = []

  constructor(options: FollowedOptions) {
    this.#options = options
    this.#lines = new ForeignLines(options.isKnown)
  }

  get at(): string {
    return this.#options.at
  }

  /** Milliseconds since 1970 of its last change; 0: it is not there. */
  get modified(): number {
    return this.#state?.modified ?? 0
  }

  /** Takes in what came since. True: something of somebody else’s waits to be told. */
  look(): boolean {
    const { projects, at } = this.#options
    const before = this.#state
    const state = stateOf(projects, at)
    if (state !== null && (before === null || state.size !== before.size || state.identity !== before.identity)) {
      const isAtEnd = this.#read(state, before)
      this.#state = isAtEnd ? state : { ...state, size: this.#offset }
    } else {
      this.#state = state
    }
    return this.#waiting.length > 0
  }

  /** What waited, in its order; it is handed out once. */
  take(): readonly ForeignLine[] {
    const waiting = this.#waiting
    this.#waiting = []
    return waiting
  }

  /** What somebody else said that the session does not know, or who does not know what the session said; each once. */
  takeLeftOut(): readonly OtherAsked[] {
    const leftOut = this.#leftOut
    this.#leftOut = []
    return leftOut
  }

  endOfTurn(): readonly ToldEvent[] {
    return this.#lines.endOfTurn()
  }

  /** False: there is more to read. */
  #read(state: FileState, before: FileState | null): boolean {
    const isFirst = before === null || before.identity !== state.identity || state.size < this.#offset
    if (isFirst) {
      this.#lines = new ForeignLines(this.#options.isKnown)
      this.#offset = Math.max(0, state.size - TAIL_BYTES)
      // The line that the beginning cuts is left out.
      this.#isInTooLong = this.#offset > 0
    }
    const { found, isAtEnd } = this.#readLines()
    this.#waiting.push(...(isFirst ? this.#sinceLastOwn(found) : found.flatMap(({ foreign }) => foreign ?? [])))
    // Of before it is known already, to this host or the one that was there then.
    const from = isFirst ? Math.max(0, this.#lastOwn(found)) : 0
    this.#leftOut = [...this.#leftOut, ...found.slice(from).flatMap(({ leavesOut }) => leavesOut ?? [])].slice(
      -MOST_LEFT_OUT,
    )
    return isAtEnd
  }

  #readLines(): { readonly found: readonly TakenLine[]; readonly isAtEnd: boolean } {
    const opened = openTranscript(this.#options.projects, this.#options.at)
    const found: TakenLine[] = []
    if (opened === null) {
      return { found, isAtEnd: true }
    }
    try {
      const scan = new LineScan({ read: opened.read, offset: this.#offset, isInTooLong: this.#isInTooLong })
      const from = this.#offset
      // A line that is longer than that is read on, or no look would ever get past it; it has a bound of its own.
      for (let step = 0; step < MOST_STEPS || this.#offset === from; step += 1) {
        const { lines, offset, isInTooLong, isAtEnd } = scan.step()
        for (const { bytes } of lines) {
          found.push(this.#lines.take(bytes))
        }
        this.#offset = offset
        this.#isInTooLong = isInTooLong
        if (isAtEnd) {
          return { found, isAtEnd }
        }
      }
      return { found, isAtEnd: false }
    } finally {
      opened.close()
    }
  }

  /** Of a transcript that is new here: what came after the last message that the session knows. None known: nothing of it. */
  #sinceLastOwn(found: readonly TakenLine[]): ForeignLine[] {
    return found.slice(this.#lastOwn(found) + 1).flatMap(({ foreign }) => foreign ?? [])
  }

  /** Where the session's last message stands in what was read first; behind all of it where there is none, -1 where it is all new. */
  #lastOwn(found: readonly TakenLine[]): number {
    const last = found.findLastIndex(({ isOwn }) => isOwn)
    return last === -1 && !this.#options.isNew ? found.length : last
  }
}

/** The place of a transcript in the folder of all of them. */
export function below(configDir: string, file: string): string {
  return path.relative(projectsOf(configDir), file).split(path.sep).join('/')
}

export function projectsOf(configDir: string): string {
  return path.join(configDir, 'projects')
}
