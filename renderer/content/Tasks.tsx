import type { Task } from '#shared/session/timeline/tasks.ts'
import { classes } from '#renderer/ui/classes.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

const marks: Readonly<Record<Task['status'], { readonly sign: string; readonly word: string; readonly look: string }>> =
  {
    pending: { sign: '○', word: 'to do', look: 'text-muted' },
    in_progress: { sign: '◐', word: 'in progress', look: 'text-accent' },
    completed: { sign: '✓', word: 'done', look: 'text-good' },
  }

/** A to-do list. */
export function Tasks({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="space-y-0.5 text-sm">
      {tasks.map((task) => (
        <li key={task.id} className="flex gap-2">
          <span aria-hidden="true" className={classes('w-4 shrink-0 text-center', marks[task.status].look)}>
            {marks[task.status].sign}
          </span>
          <span
            dir="auto"
            className={classes('min-w-0 break-words', task.status === 'completed' && 'text-muted line-through')}
          >
            <Marked text={task.subject} />
            <span className="sr-only"> ({marks[task.status].word})</span>
          </span>
        </li>
      ))}
    </ul>
  )
}
