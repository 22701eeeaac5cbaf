import { type TaskRunNews, runThatIsNowhere } from '#shared/operations/task.ts'
import { createStore, type Store } from '../store.ts'
import { showToast } from '../toasts.ts'
import * as words from '../laterWords.ts'

const state = createStore(0)

/** How often a run of a task of this person has changed since the page was loaded: whoever shows runs asks anew. */
export const taskRuns: Store<number> = state

/** What the server tells of a run. One that no session tells of is said at once. */
export function noteTaskRun(news: unknown): void {
  state.set(state.get() + 1)
  const run: TaskRunNews | null = runThatIsNowhere(news)
  if (run !== null) {
    showToast(words.taskDidNotRun(run.task, run.run.reason ?? ''))
  }
}
