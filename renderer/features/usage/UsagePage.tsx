import { useMemo, useState } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import { baseName } from '#shared/session/paths.ts'
import { DayBars, type Measure } from './DayBars.tsx'
import { UsageChoices } from './UsageChoices.tsx'
import { groupUsage, tokensOf, usageByDay } from './usageGroups.ts'
import { UsageTable } from './UsageTable.tsx'
import { useMay } from '#renderer/state/workstation/may.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { filterUsage, usage, usageFilter } from './usage.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { count, dollars, duration, tokens } from '#renderer/format/numbers.ts'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** Usage and cost per day, project, model and session. */
export function UsagePage() {
  const state = useQuery(usage)
  const question = useStore(usageFilter, (value) => value)
  const [measure, setMeasure] = useState<Measure>('cost')
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-220 space-y-5 px-3 py-6 md:px-6">
        <h1 className="text-lg font-semibold">Usage</h1>
        <UsageChoices
          question={question}
          measure={measure}
          onMeasure={state.kind === 'ready' && state.value.total.cost_usd === 0 ? null : setMeasure}
        />
        {state.kind === 'loading' && <Loading what="Adding it up…" />}
        {state.kind === 'failed' && (
          <Problem action={<Button onClick={() => void filterUsage()}>Try again</Button>}>{state.message}</Problem>
        )}
        {state.kind === 'ready' && <Known told={state.value} measure={measure} isAll={question.user === 'all'} />}
        <Link href="/" className="inline-flex min-h-11 items-center text-muted underline">
          All sessions
        </Link>
      </div>
    </ScrollingPage>
  )
}

function Known({ told, measure, isAll }: { told: ResultOf<'usage.read'>; measure: Measure; isAll: boolean }) {
  const { rows, total } = told
  const mayDrive = useMay('drive')
  // The demo costs nothing.
  const isBilled = total.cost_usd > 0
  const days = useMemo(() => usageByDay(rows, told), [rows, told])
  if (rows.length === 0) {
    return (
      <div className="rounded-card border border-line bg-surface p-6 text-center">
        <p className="mb-3 text-muted">No turn ended in these days. What Claude uses from now on is added up here.</p>
        {mayDrive && (
          <Link href="/new" className="text-accent underline">
            New session
          </Link>
        )}
      </div>
    )
  }
  const own = rows.filter(({ session_id }) => session_id !== null)
  return (
    <>
      <p className="text-base tabular-nums">
        {[
          isBilled ? dollars(total.cost_usd) : '',
          `${tokens(tokensOf(total))} tokens`,
          count(total.turns, 'turn'),
          duration(total.duration_ms),
        ]
          .filter((part) => part !== '')
          .join(' · ')}
      </p>
      {told.truncated && <Problem>There is more than fits here: the oldest days are left out below.</Problem>}
      <DayBars days={days} measure={isBilled ? measure : 'tokens'} />
      {isAll && (
        <UsageTable
          title="People"
          groups={groupUsage(rows, (row) => ({ key: row.user_id, label: row.username ?? row.user_id }))}
        />
      )}
      <UsageTable
        title="Models"
        groups={groupUsage(rows, ({ model }) => ({ key: model ?? '', label: model ?? 'Not known' }))}
      />
      <UsageTable
        title="Projects"
        groups={groupUsage(own, ({ project }) => ({ key: project ?? '', label: baseName(project ?? '') }))}
      />
      <UsageTable
        title="Sessions"
        groups={groupUsage(own, (row) => ({ key: row.session_id ?? '', label: row.session_name ?? 'Deleted' }))}
        href={({ key }) => `/session/${key}`}
      />
      <p className="text-xs text-muted">
        Days are those of {told.time_zone}.
        {isBilled && ' Costs are what Claude Code says a turn is worth; a subscription is not billed by them.'}
      </p>
    </>
  )
}
