import { useCallback, useEffect, useRef } from 'react'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Session } from '#shared/session/session.ts'
import { type Unread, useKeptFresh } from '#renderer/state/session/useKeptFresh.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'

type Status = ResultOf<'git.status'>
type Compared = ResultOf<'git.compare'>['files']

export type RepositoryState =
  | Unread
  | { readonly kind: 'failed'; readonly message: string }
  /** `version`: grows with every reading. `compared`: against a branch; null: what is not committed is shown. */
  | { readonly kind: 'ready'; readonly status: Status; readonly compared: Compared | null; readonly version: number }

export type ReadyRepository = Extract<RepositoryState, { kind: 'ready' }>

/** The repository of a session, kept fresh: after every push and every turn, and when somebody comes back to the page. */
export function useRepository(
  { id: session_id, turn_count }: Pick<Session, 'id' | 'turn_count'>,
  against: string | null,
) {
  const read = useCallback(async (): Promise<RepositoryState> => {
    try {
      const [status, compared] = await Promise.all([
        onceCured(() => connection.client.call('git.status', { session_id })),
        against === null
          ? null
          : onceCured(() => connection.client.call('git.compare', { session_id, revision: against })),
      ])
      return { kind: 'ready', status, compared: compared?.files ?? null, version: performance.now() }
    } catch (error) {
      return { kind: 'failed', message: errorMessage(error) }
    }
  }, [session_id, against])
  const kept = useKeptFresh(session_id, read)
  const { refresh } = kept
  const seen = useRef(turn_count)
  useEffect(() => {
    if (seen.current !== turn_count) {
      seen.current = turn_count
      void refresh()
    }
  }, [refresh, turn_count])
  return kept
}
