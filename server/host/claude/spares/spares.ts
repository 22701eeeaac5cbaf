import { createHash } from 'node:crypto'
import { SessionId } from '#shared/ids.ts'
import type { UserId } from '#shared/ids.ts'
import type { AgentLaunch } from '#server/host/sessions/ports/agent.ts'
import type { Timers } from '#server/host/sessions/ports/sessionPorts.ts'
import type { Spares, SpareWish } from '#server/host/sessions/ports/spares.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Runner, RunnerMark } from '../../runners/runner.ts'
import { PROCESS_MARK } from '../process/launch.ts'
import type { WaitingProcess } from '../process/driverDeps.ts'
import type { SpawnRequest } from '../process/spawnClaude.ts'
import { SpareProcess } from './spareProcess.ts'

const log = createLogger('claude')

/** The session that was just begun starts first. */
const BEGIN_AFTER_MS = 3_000
/** What a start reads may change: a process that is out of date is replaced. */
const LOOK_EVERY_MS = 60_000
/** Nobody began a session for so long: nothing is kept started. */
const IDLE_MS = 10 * 60_000

export interface SparesDeps {
  readonly isOn: () => boolean
  readonly prepare: (launch: AgentLaunch, mark: string) => Promise<SpawnRequest | { readonly problem: string }>
  /** As `startState`. */
  readonly stateOf: (folder: string) => Promise<string | null>
  readonly runner: Runner
  readonly ids: Ids
  readonly clock: Pick<Clock, 'monotonic' | 'timestamp'>
  readonly timers: Timers
}

interface Wanted {
  readonly wish: SpareWish
  readonly hasRoom: () => boolean
  readonly until: number
  readonly callOff: () => void
}

interface Spare {
  readonly session_id: SessionId
  readonly wish: SpareWish
  readonly mark: RunnerMark
  /** Stands for exactly how it was started, and what it found. */
  readonly made: string
  readonly process: SpareProcess
  readonly started_at: string
  /** Its id was given out: one session alone has it. */
  isReserved: boolean
}

/** One that a session takes. */
export interface ClaimedSpare {
  readonly mark: RunnerMark
  /** The process, where it is as one that would be started now; null: it was ended, with all that it started. */
  adopt(request: SpawnRequest): Promise<WaitingProcess | null>
  end(): Promise<void>
}

/**
 * Keeps one Claude Code started for each person, for a session like the one that they began last. It is bound to what it was
 * started with: a session gets it only where its own start would be the same to the letter (program, arguments, environment,
 * token, rules, what the folder brings and what Claude Code reads by itself). Else it is ended, and the session starts its own.
 */
export class ClaudeSpares implements Spares {
  readonly #deps: SparesDeps
  readonly #wanted = new Map<UserId, Wanted>()
  readonly #spares = new Map<UserId, Spare>()
  #isStopped = false

  constructor(deps: SparesDeps) {
    this.#deps = deps
  }

  want(wish: SpareWish, hasRoom: () => boolean): void {
    if (this.#deps.isOn() && !this.#isStopped) {
      this.#wanted.get(wish.user_id)?.callOff()
      this.#lookAfter(BEGIN_AFTER_MS, { wish, hasRoom, until: this.#deps.clock.monotonic() + IDLE_MS })
    }
  }

  reserve(userId: UserId, cwd: string): SessionId | null {
    const spare = this.#spares.get(userId)
    if (spare?.wish.cwd !== cwd || spare.process.isUseless || spare.isReserved) {
      return null
    }
    spare.isReserved = true
    return spare.session_id
  }

  count(userId?: UserId): number {
    return userId === undefined ? this.#spares.size : Number(this.#spares.has(userId))
  }

  /** Those of a person, for people. */
  of(
    userId: UserId,
  ): readonly { readonly process_id: number; readonly project: string; readonly started_at: string }[] {
    const spare = this.#spares.get(userId)
    const process_id = spare?.process.running.identity?.pid
    return spare === undefined || process_id === undefined
      ? []
      : [{ process_id, project: spare.wish.cwd, started_at: spare.started_at }]
  }

  async stop(userId?: UserId): Promise<void> {
    const users = userId === undefined ? [...this.#wanted.keys(), ...this.#spares.keys()] : [userId]
    for (const user of users) {
      this.#wanted.get(user)?.callOff()
      this.#wanted.delete(user)
    }
    await Promise.all(users.map(async (user) => this.#end(user)))
  }

  /** As `stop`, and none is started any more. */
  close(): Promise<void> {
    this.#isStopped = true
    return this.stop()
  }

  /** That of a session that starts; null: none has its id. */
  claim({ session_id, user_id }: Pick<AgentLaunch, 'session_id' | 'user_id'>): ClaimedSpare | null {
    const spare = this.#spares.get(user_id)
    if (spare?.session_id !== session_id) {
      return null
    }
    this.#spares.delete(user_id)
    const end = () => spare.process.end(this.#deps.runner, spare.mark)
    return {
      mark: spare.mark,
      adopt: async (request) => {
        const made = await this.#madeOf(request).catch(() => null)
        if (made === spare.made && !spare.process.isUseless) {
          return { handOver: (listener) => spare.process.handOver(listener), end }
        }
        await end()
        return null
      },
      end,
    }
  }

  #lookAfter(ms: number, wanted: Omit<Wanted, 'callOff'>): void {
    const callOff = this.#deps.timers.after(ms, () => {
      this.#look(wanted).catch((error: unknown) =>
        log.warn('no Claude Code could be kept started', { reason: failureText(error) }),
      )
    })
    this.#wanted.set(wanted.wish.user_id, { ...wanted, callOff })
  }

  async #look({ wish, hasRoom, until }: Omit<Wanted, 'callOff'>): Promise<void> {
    const { isOn, clock } = this.#deps
    if (!isOn() || clock.monotonic() >= until) {
      await this.stop(wish.user_id)
      return
    }
    this.#lookAfter(LOOK_EVERY_MS, { wish, hasRoom, until })
    const spare = this.#spares.get(wish.user_id)
    if (spare !== undefined && (await this.#isOutOfDate(spare, wish))) {
      await this.#end(wish.user_id)
    }
    if (!this.#spares.has(wish.user_id) && hasRoom()) {
      await this.#begin(wish)
    }
  }

  /** Also one that a session should have got which then was not made. */
  async #isOutOfDate(spare: Spare, wanted: SpareWish): Promise<boolean> {
    const { wish, made, process, session_id, mark, isReserved } = spare
    if (isReserved || process.isUseless || JSON.stringify(wish) !== JSON.stringify(wanted)) {
      return true
    }
    const prepared = await this.#deps.prepare({ ...wish, session_id, needs_own_token: false, start: 'new' }, mark.value)
    return 'problem' in prepared || (await this.#madeOf(prepared)) !== made
  }

  async #begin(wish: SpareWish): Promise<void> {
    const { ids, prepare, runner, clock } = this.#deps
    const session_id = SessionId.parse(ids.uuid())
    const mark = { name: PROCESS_MARK, value: ids.uuid() }
    const prepared = await prepare({ ...wish, session_id, needs_own_token: false, start: 'new' }, mark.value)
    const made = 'problem' in prepared ? null : await this.#madeOf(prepared)
    const isStillWanted = this.#wanted.has(wish.user_id) && !this.#spares.has(wish.user_id)
    if ('problem' in prepared || made === null || this.#isStopped || !isStillWanted) {
      return
    }
    const started_at = clock.timestamp()
    const process = new SpareProcess(prepared, runner)
    this.#spares.set(wish.user_id, { session_id, wish, mark, made, process, started_at, isReserved: false })
  }

  /** A hash of all that a start depends on; null: nothing may be started in advance. */
  async #madeOf(request: SpawnRequest): Promise<string | null> {
    const state = await this.#deps.stateOf(request.cwd)
    return state === null
      ? null
      : createHash('sha256')
          .update(JSON.stringify([request, state]))
          .digest('hex')
  }

  async #end(userId: UserId): Promise<void> {
    const spare = this.#spares.get(userId)
    this.#spares.delete(userId)
    await spare?.process.end(this.#deps.runner, spare.mark)
  }
}
