import type { SessionId } from '#shared/ids.ts'
import type { TaskRun } from '#shared/operations/task.ts'
import type { SessionStore } from '../../sessions/ports/sessionPorts.ts'

type Sent = Pick<SessionStore, 'messageByKey'>

/** The idempotency key of the prompt that a run is at, as it was sent last, or is to be sent first. */
export function promptKey(store: Sent, run: TaskRun, sessionId: SessionId): string {
  return keyOf(run, Math.max(0, timesSent(store, run, sessionId) - 1))
}

/** The key by which that prompt is sent once more, since Homeport was stopped while its turn ran. */
export function nextPromptKey(store: Sent, run: TaskRun, sessionId: SessionId): string {
  return keyOf(run, timesSent(store, run, sessionId))
}

function timesSent(store: Sent, run: TaskRun, sessionId: SessionId): number {
  let times = 0
  while (store.messageByKey(sessionId, keyOf(run, times)) !== null) {
    times += 1
  }
  return times
}

function keyOf({ id, prompts_done }: TaskRun, times: number): string {
  return `task-run:${id}:${prompts_done}${times === 0 ? '' : `:${times}`}`
}
