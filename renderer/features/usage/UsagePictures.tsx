import type { ReactNode } from 'react'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { DayBars } from './DayBars.tsx'
import type { Measure } from './measures.ts'
import type { UsageTold } from './usage.ts'
import { daysOf, groupBy } from './usageGroups.ts'
import { UsageShares } from './UsageShares.tsx'
import { UsageTotals } from './UsageTotals.tsx'

/** What was used, to be seen at a glance. `children`: the year, which is asked for by itself. */
export function UsagePictures(props: { told: UsageTold; measure: Measure; children: ReactNode }) {
  const { told, measure, children } = props
  const { rows, total, truncated } = told
  if (rows.length === 0) {
    return (
      <>
        <Nothing />
        {children}
      </>
    )
  }
  const projects = groupBy.project(rows)
  return (
    <>
      <UsageTotals total={total} days={daysOf(told)} />
      {truncated && (
        <Problem>There is more than fits here: the oldest days are left out below, and in the file.</Problem>
      )}
      {children}
      <div className="grid items-start gap-4 lg:grid-cols-[minmax(0,1fr)_320px]">
        <DayBars rows={rows} range={told} measure={measure} />
        {projects.length > 0 && <UsageShares title="Most used projects" groups={projects} measure={measure} />}
      </div>
    </>
  )
}

function Nothing() {
  const mayDrive = useMay('drive')
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
