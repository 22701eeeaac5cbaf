import type { BackgroundTask } from '#shared/session/session.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './words.ts'

/** Lists the background tasks that would end with Claude Code; nothing when there are none. */
export function EndingTasks({ tasks }: { tasks: readonly BackgroundTask[] }) {
  return (
    tasks.length > 0 && (
      <>
        <p className="mb-1">{words.backgroundTasksThatWouldEnd(tasks.length)}</p>
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
