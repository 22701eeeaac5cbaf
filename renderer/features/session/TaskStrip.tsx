import type { Task } from '#shared/session/timeline/tasks.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Tasks } from '#renderer/content/Tasks.tsx'

/** Claude's to-do list as it stands, folded to its progress; nothing when there is none or all is done. */
export function TaskStrip({ tasks }: { tasks: readonly Task[] }) {
  const done = tasks.filter((task) => task.status === 'completed').length
  const current = tasks.find((task) => task.status === 'in_progress')
  return tasks.length === 0 || done === tasks.length ? null : (
    <details className="mb-2 rounded-card border border-line bg-surface">
      <summary className="flex min-h-9 touch:min-h-11 items-center gap-2 px-3 text-xs text-muted">
        <span className="shrink-0 font-semibold">
          Tasks {done} of {tasks.length}
        </span>
        <span dir="auto" className="min-w-0 truncate">
          <Marked text={current?.subject ?? ''} />
        </span>
      </summary>
      <div className="quiet-scroll max-h-50 overflow-y-auto px-3 pb-2">
        <Tasks tasks={tasks} />
      </div>
    </details>
  )
}
