import { useState } from 'react'
import { LogFilters } from './LogFilters.tsx'
import { LogRow } from './LogRow.tsx'
import { loadLogs, loadOlderLogs, logs, type LoadedLogs } from './logs.ts'
import { useQuery } from '#renderer/state/query.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/views/page/ScrollingPage.tsx'

const FOLLOW_EVERY_MS = 2_000

/** The logs of the server and the session host. Available on the workstation itself only. */
export function LogsPage() {
  const [isFollowing, setFollowing] = useState(false)
  const state = useQuery(logs, isFollowing ? FOLLOW_EVERY_MS : undefined)
  return (
    <ScrollingPage
      title="Logs"
      width="machine"
      actions={
        <>
          <Button aria-pressed={isFollowing} onClick={() => setFollowing(!isFollowing)}>
            Follow
          </Button>
          <Button onClick={() => void loadLogs()}>Refresh</Button>
        </>
      }
    >
      <p className="text-muted">
        What the server and the session host wrote down, newest first. Secrets and messages to Claude are not in it.
      </p>
      <LogFilters />
      {state.kind === 'loading' && <Loading what="Reading the logs…" />}
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      {state.kind === 'ready' && <Entries shown={state.value} />}
      <Link href="/panel" className="inline-flex min-h-11 items-center text-muted underline">
        Machine
      </Link>
    </ScrollingPage>
  )
}

function Entries({ shown }: { shown: LoadedLogs }) {
  const { entries, cursor } = shown
  return (
    <>
      {entries.length === 0 && (
        <p role="status" className="py-8 text-center text-base text-muted">
          {cursor === null ? 'Nothing in the logs is like that.' : 'Nothing among the newest entries is like that.'}
        </p>
      )}
      <ul className="divide-y divide-line text-sm">
        {entries.map((entry, index) => (
          <LogRow key={`${entry.time} ${entries.length - index}`} entry={entry} />
        ))}
      </ul>
      {cursor !== null && <Button onClick={() => void loadOlderLogs()}>Older entries</Button>}
    </>
  )
}
