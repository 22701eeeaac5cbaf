import type { SessionId } from '#shared/ids.ts'
import { failureText } from '#server/platform/failure.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { SessionLog } from '../ports/sessionPorts.ts'
import type { Session } from '../session.ts'
import type { LifeSettings } from './lifeSettings.ts'

const MINUTE_MS = 60_000

/** Bounds how long a session skips all approvals (`bypassPermissions`): both ends are said in its conversation. */
export class BypassBound {
  readonly #settings: LifeSettings
  readonly #clock: Pick<Clock, 'monotonic'>
  readonly #log: SessionLog
  /** Since when each skips them, on the clock that nobody sets. */
  readonly #since = new Map<SessionId, number>()

  constructor({ settings, clock, log }: { settings: LifeSettings; clock: Pick<Clock, 'monotonic'>; log: SessionLog }) {
    this.#settings = settings
    this.#clock = clock
    this.#log = log
  }

  /** To be called again and again with all sessions that have a process. */
  look(sessions: readonly Session[]): void {
    const skipping = sessions.filter(({ state }) => state.permission_mode === 'bypassPermissions')
    const ids = new Set(skipping.map(({ state }) => state.id))
    for (const id of [...this.#since.keys()].filter((one) => !ids.has(one))) {
      this.#since.delete(id)
    }
    const { bypass_minutes: minutes } = this.#settings()
    if (minutes > 0) {
      skipping.forEach((session) => this.#bound(session, minutes))
    }
  }

  #bound(session: Session, minutes: number): void {
    const { id } = session.state
    const now = this.#clock.monotonic()
    const since = this.#since.get(id)
    if (since === undefined) {
      this.#since.set(id, now)
      session.rest.tell(
        'bypass_begins',
        `Claude does anything without asking. In ${told(minutes)} it asks first again.`,
      )
    } else if (now - since >= minutes * MINUTE_MS) {
      // Once it has another mode it is not here any more. Until then it is asked once.
      this.#since.set(id, Infinity)
      void this.#end(session, { minutes, since })
    }
  }

  async #end(
    session: Session,
    { minutes, since }: { readonly minutes: number; readonly since: number },
  ): Promise<void> {
    try {
      await session.options.setPermissionMode('default')
      session.rest.tell('bypass_ends', `${told(minutes)} without approvals have passed: Claude asks first again.`)
    } catch (error) {
      // Tried again at the next look.
      this.#since.set(session.state.id, since)
      this.#log.error('a session still skips all approvals', {
        session_id: session.state.id,
        reason: failureText(error),
      })
    }
  }
}

function told(minutes: number): string {
  return minutes === 1 ? 'a minute' : `${minutes} minutes`
}
