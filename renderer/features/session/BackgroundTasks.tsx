import { Square } from 'lucide-react'
import { useState } from 'react'
import type { BackgroundTask, Session } from '#shared/session/session.ts'
import { now } from '#renderer/state/workstation/now.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { duration } from '#renderer/format/numbers.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import * as words from './laterWords.ts'

/** What runs in the background now, and, for those who may, the way to stop each. */
export function BackgroundTasks({ session: { id, background_tasks: tasks } }: { session: Session }) {
  return tasks.length === 0 ? null : (
    <section aria-label={words.inTheBackground} className="mb-2 rounded-card border border-line bg-surface px-3 py-1">
      <h3 className="pt-1 text-xs font-semibold text-muted">{words.inTheBackgroundTasks(tasks.length)}</h3>
      <ul className="thin-scroll max-h-40 overflow-y-auto">
        {tasks.map((task) => (
          <Running
            key={task.task_id}
            task={task}
            onStop={() => control(id, { action: 'stop_task', task_id: task.task_id })}
          />
        ))}
      </ul>
    </section>
  )
}

function Running({ task: { description, since }, onStop }: { task: BackgroundTask; onStop: () => Promise<boolean> }) {
  const [isStopping, setStopping] = useState(false)
  const mayStop = useMay('drive')
  const time = useStore(now, (value) => value)
  return (
    <li className="flex min-h-9 items-center gap-2 touch:min-h-11">
      <span dir="auto" className="min-w-0 flex-1 truncate" title={withMarks(description)}>
        <Marked text={description} />
      </span>
      {since !== undefined && (
        <span className="shrink-0 text-xs text-muted">{duration(Math.max(0, time - Date.parse(since)))}</span>
      )}
      {mayStop && (
        <Button
          variant="ghost"
          aria-label={words.stopDescription(withMarks(description))}
          disabled={isStopping}
          onClick={() => {
            setStopping(true)
            // Its end takes it away; only a refusal leaves it here.
            void onStop().then((isAsked) => !isAsked && setStopping(false))
          }}
        >
          <Square className="size-3 fill-current" aria-hidden="true" />
          {words.stop}
        </Button>
      )}
    </li>
  )
}
