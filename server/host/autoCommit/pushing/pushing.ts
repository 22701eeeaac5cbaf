import { readDetails } from '#shared/errors.ts'
import type { Session } from '#shared/session/session.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'

const FIRST_WAIT_MS = 30_000
const LONGEST_WAIT_MS = 60 * 60_000

/** What passes by itself: the line is down, or another push is under way. All else waits for a person. */
const PASSES = new Set(['unreachable', 'busy'])

/** What was committed and is to be pushed. */
export interface ToPush {
  /** Another one that is checked out by then is not pushed: nobody asked for that. */
  readonly branch: string | null
  /** A person asked for the commit itself. */
  readonly byHand: boolean
}

export interface PushingDeps {
  readonly timers: Timers
  /** As a person's `git.push`, with all that it refuses. */
  readonly push: (session: Session, asked: ToPush) => Promise<unknown>
  /** It stopped, until a person has looked. */
  readonly onStopped: (session: Session, message: string) => void
}

export interface PushState {
  readonly state: 'idle' | 'pushing' | 'waiting' | 'stopped' | 'unpushed'
  /** Why it waits or stopped, for people. */
  readonly message: string | null
}

interface Pushed {
  readonly of: PushState
  readonly wait_ms: number
  readonly callOff: () => void
}

const IDLE: PushState = { state: 'idle', message: null }

/**
 * Pushes what was committed by itself: tries again later, each time after twice as long, while the remote cannot be reached; and
 * stops where it has commits that are not here, refuses, or asks who it is. One at a time in each folder.
 */
export class Pushing {
  readonly #deps: PushingDeps
  readonly #folders = new Map<string, Pushed>()
  readonly #running = new Set<Promise<void>>()
  /** Where something was committed while it was pushed. */
  readonly #more = new Map<string, () => void>()
  #isStopped = false

  constructor(deps: PushingDeps) {
    this.#deps = deps
  }

  stateOf(folder: string): PushState {
    return this.#folders.get(folder)?.of ?? IDLE
  }

  /** A person looked, or turned it off: the next commit is pushed anew. */
  reset(folder: string): void {
    this.#folders.get(folder)?.callOff()
    this.#folders.delete(folder)
  }

  /** Something was committed. No-op while it waits for a person. */
  committed(folder: string, session: Session, asked: ToPush): void {
    const { state } = this.stateOf(folder)
    if (state === 'pushing') {
      this.#more.set(folder, () => this.committed(folder, session, asked))
    }
    if (!this.#isStopped && state !== 'stopped' && state !== 'pushing') {
      this.#folders.get(folder)?.callOff()
      const running = this.#push(folder, session, asked)
      this.#running.add(running)
      void running.finally(() => this.#running.delete(running))
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true
    this.#folders.forEach(({ callOff }) => callOff())
    await Promise.all(this.#running)
  }

  /** Never rejects. */
  async #push(folder: string, session: Session, asked: ToPush): Promise<void> {
    const wait_ms = this.#folders.get(folder)?.wait_ms ?? FIRST_WAIT_MS
    const mine: Pushed = { of: { state: 'pushing', message: null }, wait_ms, callOff: () => {} }
    this.#folders.set(folder, mine)
    const problem = await this.#deps.push(session, asked).then(
      () => null,
      (error: unknown) => error,
    )
    if (this.#folders.get(folder) !== mine) {
      return
    }
    this.#folders.delete(folder)
    const more = this.#more.get(folder)
    this.#more.delete(folder)
    if (problem === null || this.#isStopped) {
      return more?.()
    }
    const message = failureText(problem)
    if (passes(problem)) {
      const again = () => this.committed(folder, session, asked)
      this.#folders.set(folder, {
        of: { state: 'waiting', message },
        wait_ms: Math.min(wait_ms * 2, LONGEST_WAIT_MS),
        callOff: this.#deps.timers.after(wait_ms, again),
      })
    } else {
      this.#folders.set(folder, { of: { state: 'stopped', message }, wait_ms: FIRST_WAIT_MS, callOff: () => {} })
      this.#deps.onStopped(session, message)
    }
  }
}

function passes(error: unknown): boolean {
  return PASSES.has(readDetails(error, 'SESSION_003')?.reason ?? '')
}
