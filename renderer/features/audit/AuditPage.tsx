import { AuditFilters } from './AuditFilters.tsx'
import { AuditList } from './AuditList.tsx'
import { auditFilter, auditLog, loadAudit } from './auditLog.ts'
import { useQuery } from '#renderer/state/query.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'

/** The audit log: who did what on this workstation. */
export function AuditPage() {
  const state = useQuery(auditLog)
  const filter = useStore(auditFilter, (value) => value)
  const retry = <Button onClick={() => void loadAudit()}>Try again</Button>
  return (
    <ScrollingPage title="Audit log" width="list" actions={<Button onClick={() => void loadAudit()}>Refresh</Button>}>
      <p className="text-muted">
        Who did what, newest first. Homeport deletes nothing from it;{' '}
        <code className="font-mono">homeport audit verify</code> shows whether anybody else changed it.
      </p>
      {state.kind === 'failed' && state.mayNot ? (
        <Problem>This page is for those who manage this workstation. {state.message}</Problem>
      ) : (
        <>
          <AuditFilters />
          {state.kind === 'loading' && <Loading what="Reading the audit log…" />}
          {state.kind === 'failed' && <Problem action={retry}>{state.message}</Problem>}
          {state.kind === 'ready' && <AuditList shown={state.value} isLoading={state.isAsking} filter={filter} />}
        </>
      )}
    </ScrollingPage>
  )
}
