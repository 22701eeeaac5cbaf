import type { TaskRun } from '#shared/operations/task.ts'
import { dollars } from '#renderer/format/numbers.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { ToneLabel } from '#renderer/ui/ToneLabel.tsx'
import { runLabels } from './tasks.ts'
import * as words from './words.ts'

/** One run: how it went, when, what it cost, why, and the way to its session. */
export function RunLine({ run }: { run: TaskRun }) {
  const { label, tone } = runLabels[run.state]
  return (
    <div className="space-y-0.5 text-sm">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5">
        <ToneLabel tone={tone}>{label}</ToneLabel>
        <RelativeTime at={run.began_at} />
        {run.turns > 0 && (
          <span className="text-muted">
            {dollars(run.cost_usd)} · {words.turns(run.turns)}
          </span>
        )}
        {run.trigger === 'catch_up' && <span className="text-muted">{words.forMissedRuns(run.missed)}</span>}
        {run.session_id !== null && run.state !== 'starting' && (
          <Link href={`/session/${run.session_id}`} className="text-accent underline">
            {words.openSession}
          </Link>
        )}
      </p>
      {run.reason !== null && (
        <p>
          <Marked text={run.reason} />
        </p>
      )}
      {run.result !== null && (
        <p className="line-clamp-2 text-muted" dir="auto">
          <Marked text={run.result} />
        </p>
      )}
    </div>
  )
}
