import { useEffect, useState } from 'react'
import { LogFilters } from './LogFilters.tsx'
import { LogRow } from './LogRow.tsx'
import { followLogs, loadLogs, loadOlderLogs, logs, type LogState } from './logs.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Loading } from '#renderer/ui/Loading.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { ScrollingPage } from '#renderer/ui/ScrollingPage.tsx'

/** What the server and the session host wrote down. In the browser of the workstation itself only. */
export function LogsPage() {
  const state = useStore(logs, (value) => value)
  const [isFollowing, setFollowing] = useState(false)
  useEffect(() => (isFollowing ? followLogs() : void loadLogs()), [isFollowing])
  return (
    <ScrollingPage>
      <div className="mx-auto w-full max-w-260 space-y-5 px-3 py-6 md:px-6">
        <header className="flex flex-wrap items-start gap-3">
          <div className="min-w-0 flex-1 basis-52">
            <h1 className="text-lg font-semibold">Logs</h1>
            <p className="mt-1 text-muted">
              What the server and the session host wrote down, newest first. Secrets and prompts are not in it.
            </p>
          </div>
          <div className="flex gap-2">
            <Button aria-pressed={isFollowing} onClick={() => setFollowing(!isFollowing)}>
              Follow
            </Button>
            <Button onClick={() => void loadLogs()}>Refresh</Button>
          </div>
        </header>
        <LogFilters />
        {state.kind === 'loading' && <Loading what="Reading the logs…" />}
        {state.kind === 'failed' && <Problem>{state.message}</Problem>}
        {state.kind === 'shown' && <Entries shown={state} />}
        <Link href="/panel" className="inline-flex min-h-11 items-center text-muted underline">
          Control panel
        </Link>
      </div>
    </ScrollingPage>
  )
}

function Entries({ shown }: { shown: Extract<LogState, { kind: 'shown' }> }) {
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
