import type { ReactNode } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { fileNews } from '#renderer/state/session/fileNews.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { stashAway } from '../history/stashActions.ts'
import { DivergedDialog } from './DivergedDialog.tsx'
import { ProgramsDialog } from './ProgramsDialog.tsx'
import { ProtectedDialog } from './ProtectedDialog.tsx'
import { type Sync, cancelSync, endSync, sync, syncs } from './sync.ts'
import * as words from '../words.ts'

/** What is under way with a remote, how it failed, or what it asks before it goes on. */
export function SyncState({ session_id }: { session_id: SessionId }) {
  const now = useStore(syncs, (all) => all.get(session_id))
  if (now === undefined) {
    return null
  }
  const close = () => endSync(session_id)
  switch (now.kind) {
    case 'busy':
      return <Busy session_id={session_id} now={now} />
    case 'programs':
      return <ProgramsDialog session_id={session_id} asking={now} onClose={close} />
    case 'protected':
      return <ProtectedDialog session_id={session_id} message={now.message} onClose={close} />
    case 'diverged':
      return <DivergedDialog session_id={session_id} onClose={close} />
    case 'failed':
      return (
        <div className="flex-none border-b border-line p-2">
          <Problem
            action={
              <>
                <WayOut session_id={session_id} now={now} />
                <Button variant="ghost" onClick={close}>
                  {words.close}
                </Button>
              </>
            }
          >
            {now.message}
          </Problem>
        </div>
      )
  }
}

const doing = { fetch: words.fetching, pull: words.pulling, push: words.pushing } as const

function Busy({ session_id, now }: { session_id: SessionId; now: Extract<Sync, { kind: 'busy' }> }) {
  const news = useStore(fileNews, (one) => one)
  const progress = news?.type === 'git_changed' && news.session_id === session_id ? news.data.progress : undefined
  const text = `${doing[now.errand.what]}…`
  return (
    <div className="flex min-h-11 flex-none flex-wrap items-center gap-x-3 border-b border-line px-3 py-1 text-sm">
      <span role="status">{text}</span>
      {progress !== undefined && (
        <>
          <span className="min-w-0 truncate text-muted">{progress.text}</span>
          <progress
            className="h-1.5 w-24 accent-accent"
            aria-label={text}
            max={100}
            {...(progress.percent === null ? {} : { value: progress.percent })}
          />
        </>
      )}
      <Button variant="ghost" className="ml-auto" onClick={() => void cancelSync(session_id)}>
        {words.cancel}
      </Button>
    </div>
  )
}

/** What helps, by the reason that was given. */
function WayOut({ session_id, now }: { session_id: SessionId; now: Extract<Sync, { kind: 'failed' }> }): ReactNode {
  const { errand, reason } = now
  if (reason === 'behind') {
    return <Button onClick={() => void sync(session_id, { what: 'pull' })}>{words.pull}</Button>
  }
  if (reason === 'dirty') {
    const putAside = async () => {
      if (await stashAway(session_id)) {
        await sync(session_id, errand)
      }
    }
    return <Button onClick={() => void putAside()}>{words.putChangesAsideAndPull}</Button>
  }
  return reason === 'no_upstream' && errand.what === 'pull' ? (
    <Button onClick={() => void sync(session_id, { what: 'push' })}>{words.push}</Button>
  ) : (
    <Button onClick={() => void sync(session_id, errand)}>{words.tryAgain}</Button>
  )
}
