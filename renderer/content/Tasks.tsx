import type { Task } from '#shared/session/timeline/tasks.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

const statusMarks: Readonly<
  Record<Task['status'], { readonly sign: string; readonly label: string; readonly className: string }>
> = {
  pending: { sign: '○', label: words.toDo, className: 'text-muted' },
  in_progress: { sign: '◐', label: words.inProgress, className: 'text-accent' },
  completed: { sign: '✓', label: 'done', className: 'text-good' },
}

/** A to-do list. */
export function Tasks({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="space-y-0.5 text-sm">
      {tasks.map((task) => (
        <li key={task.id} className="flex gap-2">
          <span aria-hidden="true" className={classes('w-4 shrink-0 text-center', statusMarks[task.status].className)}>
            {statusMarks[task.status].sign}
          </span>
          <span
            dir="auto"
            className={classes('min-w-0 break-words', task.status === 'completed' && 'text-muted line-through')}
          >
            <Marked text={task.subject} />
            <span className="sr-only"> ({statusMarks[task.status].label})</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
