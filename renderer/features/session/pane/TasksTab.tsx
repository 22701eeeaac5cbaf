import type { Session } from '#shared/session/session.ts'
import type { Task } from '#shared/session/timeline/tasks.ts'
import { Tasks } from '#renderer/content/Tasks.tsx'
import { BackgroundTasks } from '../BackgroundTasks.tsx'
import * as words from '../laterWords.ts'

/** Claude's to-do list, also when all of it is done, and what runs in the background. */
export function TasksTab({ session, tasks }: { session: Session; tasks: readonly Task[] }) {
  const done = tasks.filter(({ status }) => status === 'completed').length
  if (tasks.length === 0 && session.background_tasks.length === 0) {
    return <p className="py-4 text-muted">{words.noTasksClaudesToDo}</p>
  }
  return (
    <div className="space-y-4 py-2">
      {tasks.length > 0 && (
        <section aria-label={words.toDoList}>
          <h3 className="mb-1.5 text-xs font-semibold text-muted">{words.toDoListDoneOf(done, tasks.length)}</h3>
          <Tasks tasks={tasks} />
        </section>
      )}
      <BackgroundTasks session={session} />
    </div>
  )
}
