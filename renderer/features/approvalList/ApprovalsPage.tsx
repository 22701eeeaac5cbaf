import { type ReactNode, useState } from 'react'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { Segments } from '#renderer/ui/Segments.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import { ApprovalListRow } from './ApprovalListRow.tsx'
import {
  approvalList,
  type Listed,
  listApprovals,
  listedApprovals,
  loadOlderApprovals,
  type LoadedApprovals,
} from './approvalList.ts'
import * as words from './words.ts'

/** Other devices answer too. */
const EVERY_MS = 15_000

const nothing = {
  all: words.claudeHasNotAskedFor,
  waiting: words.nothingNeedsYou,
  answered: words.nothingHasBeenAnsweredYet,
} as const satisfies Record<Listed, string>

/**
 * What Claude asked for in this person's sessions: what waits, and what was answered by whom. `rules`: what decides
 * without them.
 */
export function ApprovalsPage({ rules }: { rules: ReactNode }) {
  const which = useStore(listedApprovals, (value) => value)
  const [areRulesShown, showRules] = useState(false)
  const mayDrive = useMay('drive')
  return (
    <ScrollingPage title={words.approvals} width="list">
      <Segments
        label={words.whichApprovals}
        value={areRulesShown ? 'rules' : which}
        choices={[...lists, ...(mayDrive ? ([['rules', words.rules]] as const) : [])]}
        onChoose={choose}
      />
      {areRulesShown ? rules : <Listing />}
    </ScrollingPage>
  )

  function choose(value: Listed | 'rules'): void {
    showRules(value === 'rules')
    if (value !== 'rules') {
      void listApprovals(value)
    }
  }
}

const lists = [
  ['all', words.all],
  ['waiting', words.needsYou],
  ['answered', words.answered],
] as const

function Listing() {
  const state = useQuery(approvalList, EVERY_MS)
  const which = useStore(listedApprovals, (value) => value)
  const retry = <Button onClick={() => void listApprovals(which)}>{words.tryAgain}</Button>
  return (
    <>
      {state.kind === 'loading' && <Loading what={words.readingTheApprovals} />}
      {state.kind === 'failed' && <Problem action={retry}>{state.message}</Problem>}
      {state.kind === 'ready' && <List shown={state.value} which={which} isLoading={state.isAsking} />}
    </>
  )
}

function List({ shown, which, isLoading }: { shown: LoadedApprovals; which: Listed; isLoading: boolean }) {
  if (shown.approvals.length === 0) {
    return (
      <p role="status" className="py-12 text-center text-base text-muted">
        {nothing[which]}
      </p>
    )
  }
  return (
    <>
      <ul aria-label={words.approvals}>
        {shown.approvals.map((one) => (
          <ApprovalListRow key={`${one.session_id} ${one.approval_id}`} listed={one} />
        ))}
      </ul>
      {shown.cursor !== null && (
        <Button variant="ghost" disabled={isLoading} onClick={() => void loadOlderApprovals()}>
          {words.showOlderApprovals}
        </Button>
      )}
    </>
  )
}
