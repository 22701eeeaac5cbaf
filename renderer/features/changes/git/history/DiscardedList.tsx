import { useCallback } from 'react'
import type { Discarded } from '#shared/operations/gitChange.ts'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { undoDiscard } from '../gitActions.ts'
import { Shown, useRead } from '../useRead.tsx'
import * as words from '../words.ts'

/** What was discarded in the last 30 days, and what was there when something was aborted: each comes back. */
export function DiscardedList({ session_id }: { session_id: SessionId }) {
  const load = useCallback(() => connection.client.call('git.discarded', { session_id }), [session_id])
  const read = useRead(session_id, load)
  return (
    <Shown of={read} what={words.readingWhatWasDiscarded}>
      {({ discarded }) =>
        discarded.length > 0 && (
          <section aria-label={words.discarded}>
            <h3 className="px-4 pt-4 pb-1 text-xs font-semibold text-muted">{words.discardedKeptFor}</h3>
            <ul>
              {discarded.map((one) => (
                <Item key={one.discard_id} discarded={one} session_id={session_id} />
              ))}
            </ul>
          </section>
        )
      }
    </Shown>
  )
}

function Item({ discarded, session_id }: { discarded: Discarded; session_id: SessionId }) {
  const { discard_id, paths, at } = discarded
  const mayDrive = useMay('drive')
  const [first = ''] = paths
  return (
    <li className="flex min-h-11 flex-wrap items-center gap-x-2 border-b border-line px-4 py-1">
      <bdi className="min-w-0 flex-1 truncate font-mono text-xs">
        <Marked text={first} code />
      </bdi>
      {paths.length > 1 && <span className="text-sm text-muted">{words.andMoreFiles(paths.length - 1)}</span>}
      <span className="shrink-0 text-xs text-muted">
        <RelativeTime at={at} isShort />
      </span>
      {mayDrive && (
        <Button
          variant="ghost"
          aria-label={words.bringBackPath(first)}
          onClick={() => void undoDiscard(session_id, discard_id)}
        >
          {words.bringBack}
        </Button>
      )}
    </li>
  )
}
