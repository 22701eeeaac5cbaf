import { Download } from 'lucide-react'
import { useState } from 'react'
import { saveFile } from '#renderer/connection/download.ts'
import { screenSize } from '#renderer/state/browser/screen.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button, IconButton } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { Budgets } from './Budgets.tsx'
import type { Measure } from './measures.ts'
import { filterUsage, usage, type UsageTold, usageFilter } from './usage.ts'
import { UsageChoices } from './UsageChoices.tsx'
import { usageCsv } from './usageCsv.ts'
import { UsageNumbers } from './UsageNumbers.tsx'
import { UsagePictures } from './UsagePictures.tsx'
import { YearOfUsage } from './YearOfUsage.tsx'
import * as words from './words.ts'

/** Usage and cost per day, project, model and session: as pictures, then as numbers. */
export function UsagePage() {
  const state = useQuery(usage)
  const question = useStore(usageFilter, (value) => value)
  const size = useStore(screenSize, (value) => value)
  const [chosen, setMeasure] = useState<Measure>('cost')
  const told = state.kind === 'ready' ? state.value : null
  const offered = offeredBy(told)
  const measure = offered.includes(chosen) ? chosen : 'tokens'
  const choices = <UsageChoices question={question} measure={measure} offered={offered} onMeasure={setMeasure} />
  return (
    <ScrollingPage
      title={words.usage}
      width="list"
      actions={
        <>
          {size === 'wide' && choices}
          <SaveButton told={told} />
        </>
      }
    >
      {size !== 'wide' && choices}
      {state.kind === 'loading' && <Loading what={words.addingItUp} />}
      {state.kind === 'failed' && (
        <Problem action={<Button onClick={() => void filterUsage()}>{words.tryAgain}</Button>}>{state.message}</Problem>
      )}
      {told !== null && <Told told={told} measure={measure} isAll={question.user === 'all'} />}
      <Budgets />
    </ScrollingPage>
  )
}

/** The demo costs nothing. */
function offeredBy(told: UsageTold | null): readonly Measure[] {
  return told !== null && told.total.cost_usd === 0 ? ['tokens', 'time'] : ['cost', 'tokens', 'time']
}

function Told({ told, measure, isAll }: { told: UsageTold; measure: Measure; isAll: boolean }) {
  return (
    <>
      <UsagePictures told={told} measure={measure}>
        <YearOfUsage measure={measure} />
      </UsagePictures>
      {told.rows.length > 0 && <UsageNumbers told={told} isAll={isAll} />}
    </>
  )
}

function SaveButton({ told }: { told: UsageTold | null }) {
  return (
    <IconButton
      label={words.saveAsCsv}
      disabled={told === null || told.rows.length === 0}
      onClick={() => told !== null && save(told)}
    >
      <Download className="size-4" aria-hidden="true" />
    </IconButton>
  )
}

function save({ from, to, rows }: Pick<UsageTold, 'from' | 'to' | 'rows'>): void {
  saveFile(new Blob([usageCsv(rows)], { type: 'text/csv;charset=utf-8' }), `homeport-usage-${from}-${to}.csv`)
}
