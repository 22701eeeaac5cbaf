import type { BackgroundTask } from '#shared/session/session.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** Names what runs in the background and would end with Claude Code; nothing where nothing does. */
export function EndingTasks({ tasks }: { tasks: readonly BackgroundTask[] }) {
  return (
    tasks.length > 0 && (
      <>
        <p className="mb-1">{tasks.length === 1 ? 'This runs' : 'These run'} in the background and would end:</p>
        <ul className="mb-4 list-disc pl-5 text-muted">
          {tasks.map(({ task_id, description }) => (
            <li key={task_id} dir="auto" className="[overflow-wrap:anywhere]">
              <Marked text={description} />
            </li>
          ))}
        </ul>
      </>
    )
  )
}
