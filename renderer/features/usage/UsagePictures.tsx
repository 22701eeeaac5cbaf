import type { ReactNode } from 'react'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Link } from '#renderer/ui/Link.tsx'
import { classes } from '#renderer/ui/classes.ts'
import { Problem } from '#renderer/ui/Problem.tsx'
import { DayBars } from './DayBars.tsx'
import type { Measure } from './measures.ts'
import type { UsageTold } from './usage.ts'
import { daysOf, groupBy } from './usageGroups.ts'
import { UsageShares } from './UsageShares.tsx'
import { UsageTotals } from './UsageTotals.tsx'
import * as words from './words.ts'

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
      {truncated && <Problem>{words.thereIsMoreThanFits}</Problem>}
      {children}
      <div className={classes('grid items-start gap-4', projects.length > 0 && 'lg:grid-cols-[minmax(0,1fr)_320px]')}>
        <DayBars rows={rows} range={told} measure={measure} />
        {projects.length > 0 && <UsageShares title={words.mostUsedProjects} groups={projects} measure={measure} />}
      </div>
    </>
  )
}

function Nothing() {
  const mayDrive = useMay('drive')
  return (
    <div className="rounded-card border border-line bg-surface p-6 text-center">
      <p className="mb-3 text-muted">{words.noTurnEndedInThese}</p>
      {mayDrive && (
        <Link href="/new" className="text-accent underline">
          {words.newSession}
        </Link>
      )}
    </div>
  )
}
