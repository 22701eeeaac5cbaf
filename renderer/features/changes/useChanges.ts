import { useCallback } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import { type Unread, useKeptFresh } from '#renderer/state/session/useKeptFresh.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'

/** Which changes are shown: of the latest turn, of one, or of all. */
export type Shown = { readonly kind: 'latest' | 'session' } | { readonly kind: 'turn'; readonly turn_id: string }

export type Changes = ResultOf<'changes.list'>

export type ChangesState =
  | Unread
  | { readonly kind: 'failed'; readonly message: string }
  /** `of`: which they are; another one once a turn has ended, which may change all of them. */
  | { readonly kind: 'ready'; readonly changes: Changes; readonly of: string }

/** What Claude changed, kept fresh: after every push and every turn. */
export function useChanges({ id: session_id, turn_count }: Pick<Session, 'id' | 'turn_count'>, shown: Shown) {
  const turn = shown.kind === 'turn' ? shown.turn_id : ''
  const { kind } = shown
  const read = useCallback(async (): Promise<ChangesState> => {
    const of = kind === 'session' ? { since: 'session' as const } : kind === 'turn' ? { turn_id: turn } : {}
    try {
      const changes = await onceCured(() => connection.client.call('changes.list', { session_id, ...of }))
      return { kind: 'ready', changes, of: `${kind} ${turn} ${turn_count}` }
    } catch (error) {
      return { kind: 'failed', message: errorMessage(error) }
    }
  }, [session_id, kind, turn, turn_count])
  return useKeptFresh(session_id, read)
}
