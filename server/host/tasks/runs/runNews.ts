import { SessionId } from '#shared/ids.ts'
import type { TaskRunNews } from '#shared/operations/task.ts'
import type { LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Timers } from '../../sessions/ports/sessionPorts.ts'
import type { EventHub } from '../../sessions/streams/eventHub.ts'
import type { LiveRun } from '../../store/rows/taskRows.ts'

/** Gateways of the host before are connected again by then, and hear what was missed meanwhile. */
const BACK_WITHIN_MS = 5_000

export interface RunNewsDeps {
  readonly hub: Pick<EventHub, 'publish'>
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

  /** A host has started. Returns how to stop. */
  begin(): () => void {
    const { hub, timers } = this.#deps
    this.#waiting = []
    return timers.after(BACK_WITHIN_MS, () => {
      this.#waiting?.forEach((news) => hub.publish(news))
      this.#waiting = null
    })
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
      this.#waiting.push(news)
    }
  }
}
