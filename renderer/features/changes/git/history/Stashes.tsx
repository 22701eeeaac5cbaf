import { useCallback, useState } from 'react'
import type { GitStash } from '#shared/operations/gitHistory.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { Shown, useRead } from '../useRead.tsx'
import { CommitDetails } from './CommitDetails.tsx'
import { DiscardedList } from './DiscardedList.tsx'
import { bringBack, dropStash, stashAway } from './stashActions.ts'
import * as words from '../words.ts'

/** What was put aside: looked at, brought back, dropped. Below it, what was discarded. */
export function Stashes({ session_id }: { session_id: SessionId }) {
  const load = useCallback(() => connection.client.call('git.stashes', { session_id }), [session_id])
  const read = useRead(session_id, load)
  const mayDrive = useMay('drive')
  return (
    <div className="thin-scroll min-h-0 flex-1 overflow-y-auto pb-[max(16px,env(safe-area-inset-bottom))]">
      {mayDrive && (
        <div className="border-b border-line px-3 py-1.5">
          <Button onClick={() => void stashAway(session_id)}>{words.putChangesAside}</Button>
        </div>
      )}
      <Shown of={read} what={words.readingWhatWasPutAside}>
        {({ stashes, more }) => (
          <>
            {stashes.length === 0 && <p className="px-4 py-6 text-muted">{words.nothingIsPutAside}</p>}
            <ul>
              {stashes.map((stash) => (
                <Stash key={stash.stash_id} stash={stash} session_id={session_id} mayDrive={mayDrive} />
              ))}
            </ul>
            {more > 0 && <p className="px-4 py-3 text-sm text-muted">{words.andOlderOnes(more)}</p>}
          </>
        )}
      </Shown>
      <DiscardedList session_id={session_id} />
    </div>
  )
}

function Stash({ stash, session_id, mayDrive }: { stash: GitStash; session_id: SessionId; mayDrive: boolean }) {
  const { stash_id, message, at } = stash
  const [isOpen, setOpen] = useState(false)
  return (
    <li className="border-b border-line">
      <div className="flex flex-wrap items-center gap-x-2 pr-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="flex min-h-11 min-w-0 flex-1 basis-60 items-center gap-2 px-4 text-left hover:bg-raised"
        >
          <bdi className="min-w-0 flex-1 truncate">
            <Marked text={message} />
          </bdi>
          <span className="shrink-0 text-xs text-muted">
            <RelativeTime at={at} isShort />
          </span>
        </button>
        {mayDrive && (
          <span className="flex gap-1 max-md:w-full max-md:px-3 max-md:pb-2">
            <Button onClick={() => void bringBack(session_id, stash_id, true)}>{words.bringBack}</Button>
            <Button variant="ghost" onClick={() => void bringBack(session_id, stash_id, false)}>
              {words.apply}
            </Button>
            <Button variant="ghost" onClick={() => void dropStash(session_id, stash_id)}>
              {words.drop}
            </Button>
          </span>
        )}
      </div>
      {isOpen && <CommitDetails session_id={session_id} commit={stash_id} />}
    </li>
  )
}
