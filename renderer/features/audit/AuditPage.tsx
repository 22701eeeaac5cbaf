import { AuditFilters } from './AuditFilters.tsx'
import { AuditList } from './AuditList.tsx'
import { auditFilter, auditLog, loadAudit } from './auditLog.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'
import * as words from './words.ts'

/** The audit log: who did what on this workstation. */
export function AuditPage() {
  const state = useQuery(auditLog)
  const filter = useStore(auditFilter, (value) => value)
  const retry = <Button onClick={() => void loadAudit()}>{words.tryAgain}</Button>
  return (
    <ScrollingPage
      title={words.auditLog}
      width="list"
      actions={<Button onClick={() => void loadAudit()}>{words.refresh}</Button>}
    >
      <p className="text-muted">
        {words.whoDidWhatNewestFirst(<code className="font-mono">homeport audit verify</code>)}
      </p>
      {state.kind === 'failed' && state.mayNot ? (
        <Problem>{words.thisPageIsForThose(state.message)}</Problem>
      ) : (
        <>
          <AuditFilters />
          {state.kind === 'loading' && <Loading what={words.readingTheAuditLog} />}
          {state.kind === 'failed' && <Problem action={retry}>{state.message}</Problem>}
          {state.kind === 'ready' && <AuditList shown={state.value} isLoading={state.isAsking} filter={filter} />}
        </>
      )}
    </ScrollingPage>
  )
}
