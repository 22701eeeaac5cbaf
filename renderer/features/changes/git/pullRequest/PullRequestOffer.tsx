import { Suspense, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { usePullRequest } from './usePullRequest.ts'
import * as words from '../words.ts'

const PullRequestDialog = lazyComponent(async () => (await import('./PullRequestDialog.tsx')).PullRequestDialog)

type Push = NonNullable<ResultOf<'git.remotes'>['push']>
type Ready = Extract<ResultOf<'pull_request.read'>, { kind: 'ready' }>

const linkClass =
  'inline-flex min-h-8 items-center gap-1.5 rounded-control px-2 text-muted hover:bg-raised hover:text-text touch:min-h-11'

/** The pull request of the branch with its checks, or the way to one, once the branch is there; from a protected branch there is none. */
export function PullRequestOffer({ push, session_id }: { push: Push | null; session_id: SessionId }) {
  return push === null || push.sets_upstream || push.is_protected ? null : <Offer push={push} session_id={session_id} />
}

function Offer({ push, session_id }: { push: Push; session_id: SessionId }) {
  const { known, refresh } = usePullRequest(session_id, push.branch)
  const [isAsking, setAsking] = useState(false)
  const url = push.pull_request_url
  if (known?.kind === 'ready' && known.pull_request !== null) {
    return <Existing pull={known.pull_request} checks={known.checks} />
  }
  if (known === null || known.kind === 'not_github') {
    return url === null ? null : (
      <a href={url} target="_blank" rel="noreferrer" className={linkClass}>
        {words.createPullRequest}
      </a>
    )
  }
  return (
    <>
      <Button variant="ghost" onClick={() => setAsking(true)}>
        {words.createPullRequest}
      </Button>
      {isAsking && (
        <Suspense>
          <PullRequestDialog
            session_id={session_id}
            url={url}
            into={known.kind === 'ready' ? known.into : null}
            onClose={() => setAsking(false)}
            onChanged={refresh}
          />
        </Suspense>
      )}
    </>
  )
}

function Existing({ pull, checks }: { pull: NonNullable<Ready['pull_request']>; checks: Ready['checks'] }) {
  return (
    <a href={pull.url} target="_blank" rel="noreferrer" title={pull.title} className={linkClass}>
      <span>
        <Marked text={`#${pull.number}`} /> {pull.state}
      </span>
      <span className={checks.some(({ state }) => state === 'failed') ? 'text-bad' : 'text-muted'}>
        {checksText(checks)}
      </span>
    </a>
  )
}

/** Such as `2 of 3 checks passed`. */
export function checksText(checks: Ready['checks']): string {
  const count = (state: Ready['checks'][number]['state']) => checks.filter((check) => check.state === state).length
  const counted = checks.length - count('skipped')
  if (counted === 0) {
    return ''
  }
  const failed = count('failed')
  const passed = count('passed')
  if (failed > 0) {
    return words.checksFailed(failed, counted)
  }
  return passed === counted ? words.checksPassed : words.checksPassedOf(passed, counted)
}
