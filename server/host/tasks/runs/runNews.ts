import { SessionId } from '#shared/ids.ts'
import type { TaskRunNews } from '#shared/operations/task.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import type { EventHub } from '../../sessions/streams/eventHub.ts'
import type { LiveRun } from '../../store/rows/taskRows.ts'

/** So long after a gateway has joined, those who listen to it are back too. */
const BACK_WITHIN_MS = 5_000

/** Of what nobody has been there to hear the latest are kept: all are listed with their tasks. */
const MOST_WAITING = 200

export interface RunNewsDeps {
  readonly hub: Pick<EventHub, 'publish' | 'hasGateway' | 'onGateway'>
  readonly clock: Pick<Clock, 'timestamp'>
  readonly timers: Timers
}

/** Tells every device of a person how runs of their tasks stand. */
export class RunNews {
  readonly #deps: RunNewsDeps
  /** What waits for those who listen; null: it is told at once. */
  #waiting: LinkEvent[] | null = null

  constructor(deps: RunNewsDeps) {
    this.#deps = deps
  }

  /**
   * A host has started: what is told waits until a gateway has been there for a while. Returns how to stop, which tells what waits
   * to those who are there: the next host does not know of it.
   */
  begin(): () => void {
    const { hub, timers } = this.#deps
    this.#waiting = []
    let callOff: (() => void) | null = null
    const tellSoon = (): void => {
      callOff?.()
      callOff = timers.after(BACK_WITHIN_MS, () => hub.hasGateway() && end())
    }
    const leave = hub.onGateway(tellSoon)
    const end = (): void => {
      callOff?.()
      leave()
      this.#waiting?.forEach((news) => hub.publish(news))
      this.#waiting = null
    }
    if (hub.hasGateway()) {
      tellSoon()
    }
    return end
  }

  /** After it was written. It goes by the id of the run: it may have no session. */
  tell({ run, plan, user_id }: LiveRun): void {
    const { hub, clock } = this.#deps
    const data: TaskRunNews = { task: plan.name, run }
    const payload = Buffer.from(JSON.stringify({ type: 'task_run', data, timestamp: clock.timestamp() }))
    const session_id = SessionId.parse(run.id)
    const news: LinkEvent = { kind: 'session', session_id, user_id, type: 'task_run', seq: null, payload }
    if (this.#waiting === null) {
      hub.publish(news)
    } else {
      this.#waiting = [...this.#waiting, news].slice(-MOST_WAITING)
    }
  }
}
