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
import * as words from './words.ts'

const FOLLOW_EVERY_MS = 2_000

/** The logs of the server and the session host. Available on the workstation itself only. */
export function LogsPage() {
  const [isFollowing, setFollowing] = useState(false)
  const state = useQuery(logs, isFollowing ? FOLLOW_EVERY_MS : undefined)
  return (
    <ScrollingPage
      title={words.logs}
      width="machine"
      actions={
        <>
          <Button aria-pressed={isFollowing} onClick={() => setFollowing(!isFollowing)}>
            {words.follow}
          </Button>
          <Button onClick={() => void loadLogs()}>{words.refresh}</Button>
        </>
      }
    >
      <p className="text-muted">{words.whatTheServerAndThe}</p>
      <LogFilters />
      {state.kind === 'loading' && <Loading what={words.readingTheLogs} />}
      {state.kind === 'failed' && <Problem>{state.message}</Problem>}
      {state.kind === 'ready' && <Entries shown={state.value} />}
      <Link href="/panel" className="inline-flex min-h-11 items-center text-muted underline">
        {words.machine}
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
          {cursor === null ? words.nothingInTheLogsIs : words.nothingAmongTheNewestEntries}
        </p>
      )}
      <ul className="divide-y divide-line text-sm">
        {entries.map((entry, index) => (
          <LogRow key={`${entry.time} ${entries.length - index}`} entry={entry} />
        ))}
      </ul>
      {cursor !== null && <Button onClick={() => void loadOlderLogs()}>{words.olderEntries}</Button>}
    </>
  )
}
