import { useState } from 'react'
import type { TaskSummary } from '#shared/operations/task.ts'
import { baseName } from '#shared/session/paths.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { exactTime } from '#renderer/format/numbers.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RunHistory } from './RunHistory.tsx'
import { RunLine } from './RunLine.tsx'
import { scheduleWords } from './scheduleWords.ts'
import { changeTask } from './tasks.ts'
import * as words from './words.ts'

/** One task: when it comes, how its last run went, and what can be done with it. */
export function TaskCard({ task, onEdit }: { task: TaskSummary; onEdit: () => void }) {
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="rounded-card border border-line bg-surface px-4 py-3">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0">
          <h2 className="truncate font-semibold">
            <bdi>
              <Marked text={task.name} />
            </bdi>
          </h2>
          <p className="text-sm text-muted">
            {scheduleWords(task.schedule)} ·{' '}
            <span title={withMarks(task.project_path)}>{withMarks(baseName(task.project_path))}</span>
            {task.prompt_count > 1 && ` · ${words.messages(task.prompt_count)}`}
          </p>
          <p className="text-sm text-muted">{nextWords(task)}</p>
        </div>
        <Actions task={task} onEdit={onEdit} />
      </div>
      {task.last_run !== null && (
        <div className="mt-2 border-t border-line pt-2">
          <RunLine run={task.last_run} />
          <button
            type="button"
            aria-expanded={isOpen}
            className="min-h-8 text-sm text-accent underline touch:min-h-11"
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? words.hideHistory : words.history}
          </button>
          {isOpen && <RunHistory taskId={task.id} />}
        </div>
      )}
    </li>
  )
}

function Actions({ task, onEdit }: { task: TaskSummary; onEdit: () => void }) {
  const mayDrive = useMay('drive')
  const [isSure, setSure] = useState(false)
  if (!mayDrive) {
    return null
  }
  if (isSure) {
    return (
      <div role="group" aria-label={words.deleteThisTask} className="flex flex-wrap items-center gap-1.5">
        <span className="text-sm">{words.deleteItWithItsHistory}</span>
        <Button variant="danger" onClick={() => void changeTask(task.id, 'delete')}>
          {words.deleteIt}
        </Button>
        <Button onClick={() => setSure(false)}>{words.keep}</Button>
      </div>
    )
  }
  return (
    <div className="flex flex-wrap gap-1.5">
      <Button onClick={() => void changeTask(task.id, 'run')}>{words.runNow}</Button>
      {task.schedule.kind !== 'manual' && (
        <Button onClick={() => void changeTask(task.id, task.paused ? 'continue' : 'pause')}>
          {task.paused ? words.goOn : words.pause}
        </Button>
      )}
      <Button onClick={onEdit}>{words.edit}</Button>
      <Button variant="ghost" onClick={() => setSure(true)}>
        {words.deleteAsking}
      </Button>
    </div>
  )
}

function nextWords({ schedule, paused, next_run_at }: TaskSummary): string {
  if (paused) {
    return words.pausedNothingBeginsByItself
  }
  if (next_run_at !== null) {
    return words.nextRunNextRunAt(exactTime(next_run_at))
  }
  return schedule.kind === 'manual' ? words.runsWhenYouSaySo : words.doesNotComeAgain
}
