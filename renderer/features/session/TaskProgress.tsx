import { useMemo } from 'react'
import { tasksOf } from '#shared/session/timeline/tasks.ts'
import type { Timeline } from '#shared/session/timeline/timeline.ts'
import { Tasks } from '#renderer/content/Tasks.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** The progress of Claude's to-do list, expandable; nothing when there is none or all is done. */
export function TaskProgress({ items }: Pick<Timeline, 'items'>) {
  const tasks = useMemo(() => tasksOf(items), [items])
  const done = tasks.filter((task) => task.status === 'completed').length
  const current = tasks.find((task) => task.status === 'in_progress')
  return tasks.length === 0 || done === tasks.length ? null : (
    <details className="mb-2 rounded-card border border-line bg-surface">
      <summary className="flex min-h-9 touch:min-h-11 items-center gap-2 px-3 text-xs text-muted">
        <span className="shrink-0 font-semibold">{words.tasksDone(done, tasks.length)}</span>
        <span dir="auto" className="min-w-0 truncate">
          <Marked text={current?.subject ?? ''} />
        </span>
      </summary>
      <div className="thin-scroll max-h-50 overflow-y-auto px-3 pb-2">
        <Tasks tasks={tasks} />
      </div>
    </details>
  )
}
