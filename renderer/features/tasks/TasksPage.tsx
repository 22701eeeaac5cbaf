import { useEffect, useState } from 'react'
import type { Task, TaskId, TaskSummary } from '#shared/operations/task.ts'
import { useQuery } from '#renderer/state/query.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { TaskForm } from './TaskForm.tsx'
import { TaskCard } from './TaskCard.tsx'
import { followRuns, readTask, tasks } from './tasks.ts'
import * as words from './words.ts'

/** Runs that begin and end tell it; a task may be changed on another device. */
const EVERY_MS = 60_000

/** The person’s tasks: prompts that run by hand, once or on a schedule. */
export function TasksPage() {
  const state = useQuery(tasks, EVERY_MS)
  const mayDrive = useMay('drive')
  const [form, setForm] = useState<'none' | 'new' | Task>('none')
  useEffect(() => followRuns(tasks), [])
  return (
    <ScrollingPage title={words.tasks} width="list">
      <p className="text-muted">{words.promptsThatRunByHand}</p>
      {form === 'none' ? (
        mayDrive && (
          <Button variant="primary" onClick={() => setForm('new')}>
            {words.newTask}
          </Button>
        )
      ) : (
        <TaskForm task={form === 'new' ? null : form} onDone={() => setForm('none')} />
      )}
      {state.kind === 'loading' && <Loading what={words.loadingTasks} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void tasks.refresh()}>{words.tryAgain}</Button>}>
          {state.message}
        </Problem>
      )}
      {state.kind === 'ready' && form === 'none' && <TaskList tasks={state.value} onEdit={(id) => void edit(id)} />}
    </ScrollingPage>
  )

  async function edit(id: TaskId): Promise<void> {
    try {
      setForm(await readTask(id))
    } catch (error) {
      showToast(errorMessage(error))
    }
  }
}

function TaskList({ tasks: list, onEdit }: { tasks: readonly TaskSummary[]; onEdit: (id: TaskId) => void }) {
  if (list.length === 0) {
    return (
      <p role="status" className="py-12 text-center text-base text-muted">
        {words.thereAreNoTasksYet}
      </p>
    )
  }
  return (
    <ul aria-label={words.tasks} className="space-y-3">
      {list.map((task) => (
        <TaskCard key={task.id} task={task} onEdit={() => onEdit(task.id)} />
      ))}
    </ul>
  )
}
