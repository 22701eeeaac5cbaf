import type { Session } from '#shared/session/session.ts'
import type { Task } from '#shared/session/timeline/tasks.ts'
import { Tasks } from '#renderer/content/Tasks.tsx'
import { BackgroundTasks } from '../BackgroundTasks.tsx'

/** Claude's to-do list, also when all of it is done, and what runs in the background. */
export function TasksTab({ session, tasks }: { session: Session; tasks: readonly Task[] }) {
  const done = tasks.filter(({ status }) => status === 'completed').length
  if (tasks.length === 0 && session.background_tasks.length === 0) {
    return (
      <p className="py-4 text-muted">No tasks. Claude’s to-do list and what runs in the background show up here.</p>
    )
  }
  return (
    <div className="space-y-4 py-2">
      {tasks.length > 0 && (
        <section aria-label="To-do list">
          <h3 className="mb-1.5 text-xs font-semibold text-muted">
            To-do list: {done} of {tasks.length} done
          </h3>
          <Tasks tasks={tasks} />
        </section>
      )}
      <BackgroundTasks session={session} />
    </div>
  )
}
