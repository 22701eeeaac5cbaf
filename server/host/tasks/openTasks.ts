import { DueTasks } from './dueTasks.ts'
import { Runs, type RunsDeps } from './runs/runs.ts'
import { taskHandlers, type TaskHandlerDeps, type TaskHandlers } from './taskHandlers.ts'

export interface TasksDeps extends RunsDeps {
  readonly folders: TaskHandlerDeps['folders']
}

export interface Tasks {
  readonly handlers: TaskHandlers
  /** Takes up what a host before has left, and begins what is due from now on. After the sessions were taken up. */
  start(how: { readonly shallPause: boolean }): void
  /** Nothing begins any more; what goes is left to the next host. Idempotent. */
  stop(): void
}

/** Prompts that run by hand, once or on a schedule. */
export function openTasks(deps: TasksDeps): Tasks {
  const { rows, clock, timers, ids, trust, folders, log } = deps
  const runs = new Runs(deps)
  const due = new DueTasks({ rows, runs, clock, timers, log })
  return {
    handlers: taskHandlers({ rows, clock, ids, trust, folders, runs, due }),
    start: ({ shallPause }) => {
      if (shallPause) {
        rows.pauseAll()
      }
      runs.start()
      due.start()
    },
    stop: () => {
      due.stop()
      runs.stop()
    },
  }
}
