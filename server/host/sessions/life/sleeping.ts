import type { SessionId } from '#shared/ids.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { EventHub } from '../streams/eventHub.ts'
import type { SessionLog, Timers } from '../ports/sessionPorts.ts'
import type { Session } from '../session.ts'
import { BypassBound } from './bypass.ts'
import type { LifeSettings } from './lifeSettings.ts'

/** How often it is looked who rests: what a person sets in minutes is kept to within this time. */
const LOOK_MS = 15_000
const MINUTE_MS = 60_000
/** The longest time is said so long before it is over. */
const TOLD_MS = 10 * MINUTE_MS

interface Seen {
  /** When its process was first seen, on the clock that nobody sets. */
  readonly awakeSince: number
  readonly head: number
  /** Since when nothing happened in it and nobody followed it. */
  readonly quietSince: number
  readonly isTold: boolean
}

export interface SleepingDeps {
  /** The sessions that have a process. */
  readonly awake: () => readonly Session[]
  readonly hub: Pick<EventHub, 'isFollowed'>
  readonly settings: LifeSettings
  readonly clock: Pick<Clock, 'monotonic'>
  readonly timers: Timers
  readonly log: SessionLog
}

/**
 * Ends the processes of sessions that nobody uses (PRD C7): never while a turn runs, something waits, a background task
 * or a timer of Claude's runs, or somebody looks. The next message goes on. Also those that have been awake for the longest
 * time that is set: that is said before, and at rest is waited for no longer then. Measured on the monotonic clock: a jump
 * of the machine's clock ends nothing.
 */
export class Sleeping {
  readonly #deps: SleepingDeps
  #seen = new Map<SessionId, Seen>()
  readonly #bypass: BypassBound
  #stopped = false
  #callOff = () => {}

  constructor(deps: SleepingDeps) {
    this.#deps = deps
    this.#bypass = new BypassBound(deps)
  }

  /** Looks from now on, until `stop`. */
  start(): void {
    if (!this.#stopped) {
      this.#look()
      this.#callOff = this.#deps.timers.after(LOOK_MS, () => this.start())
    }
  }

  /** Idempotent. */
  stop(): void {
    this.#stopped = true
    this.#callOff()
  }

  /**
   * Ends the process of the session of `among` that has rested longest and that nobody follows. False: there is none, all
   * of them are in use.
   */
  makeRoom(among: readonly Session[]): boolean {
    const free = among.filter((session) => session.rest.isAtRest() && !this.#deps.hub.isFollowed(session.state.id))
    const [longest] = free.toSorted((left, right) => this.#quietSince(left) - this.#quietSince(right))
    void longest?.rest.sleep('made_room')
    return longest !== undefined
  }

  #quietSince({ state }: Session): number {
    return this.#seen.get(state.id)?.quietSince ?? this.#deps.clock.monotonic()
  }

  #look(): void {
    const sessions = this.#deps.awake()
    this.#seen = new Map(sessions.map((session) => [session.state.id, this.#see(session)]))
    this.#bypass.look(sessions)
    for (const session of sessions) {
      this.#judge(session)
    }
  }

  #see({ state }: Session): Seen {
    const now = this.#deps.clock.monotonic()
    const before = this.#seen.get(state.id)
    const isQuiet = before?.head === state.head_seq && !this.#deps.hub.isFollowed(state.id)
    return {
      awakeSince: before?.awakeSince ?? now,
      head: state.head_seq,
      quietSince: isQuiet ? before.quietSince : now,
      isTold: before?.isTold ?? false,
    }
  }

  #judge(session: Session): void {
    const { settings, clock } = this.#deps
    const { idle_minutes, longest_hours } = settings()
    const seen = this.#seen.get(session.state.id)
    if (seen === undefined) {
      return
    }
    const now = clock.monotonic()
    const rested = now - seen.quietSince
    if (idle_minutes > 0 && rested >= idle_minutes * MINUTE_MS && session.rest.isAtRest()) {
      void session.rest.sleep('idle')
      return
    }
    if (longest_hours > 0) {
      this.#judgeLongest(session, { seen, left: longest_hours * 60 * MINUTE_MS - (now - seen.awakeSince) })
    }
  }

  #judgeLongest(session: Session, { seen, left }: { readonly seen: Seen; readonly left: number }): void {
    if (left <= 0 && session.writing.isInTerminal) {
      this.#endTerminal(session)
    } else if (left <= 0) {
      void session.rest.sleep('longest_time')
    } else if (left <= TOLD_MS && !seen.isTold && !session.rest.isAtRest()) {
      this.#seen.set(session.state.id, { ...seen, isTold: true })
      session.rest.tell('ends_soon', endsSoon(Math.ceil(left / MINUTE_MS)))
    }
  }

  #endTerminal(session: Session): void {
    // What waits there begins another time.
    this.#seen.delete(session.state.id)
    session.writing.endTerminal().catch((error: unknown) => {
      this.#deps.log.error('a terminal of Claude could not be ended', { reason: failureText(error) })
    })
  }
}

/** Said before the longest time is over. */
function endsSoon(minutes: number): string {
  const time = minutes === 1 ? 'a minute' : `${minutes} minutes`
  return `In ${time} this session will have run for the longest time that is set. What runs then is stopped; the conversation is kept, and the next message goes on.`
}
