import { useEffect, useMemo } from 'react'
import type { TaskId } from '#shared/operations/task.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { RunLine } from './RunLine.tsx'
import { followRuns, runsOf } from './tasks.ts'
import * as words from './words.ts'

const EVERY_MS = 60_000

/** The runs of a task, the latest first. */
export function RunHistory({ taskId }: { taskId: TaskId }) {
  const query = useMemo(() => runsOf(taskId), [taskId])
  const state = useQuery(query, EVERY_MS)
  useEffect(() => followRuns(query), [query])
  switch (state.kind) {
    case 'loading':
      return <Loading what={words.loadingRuns} />
    case 'failed':
      return <Problem>{state.message}</Problem>
    case 'ready':
      return (
        <ol aria-label={words.runs} className="divide-y divide-line">
          {state.value.map((run) => (
            <li key={run.id} className="py-2">
              <RunLine run={run} />
            </li>
          ))}
        </ol>
      )
  }
}
