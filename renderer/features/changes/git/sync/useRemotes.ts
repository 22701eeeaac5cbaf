import { useCallback } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { useKeptFresh } from '#renderer/state/session/useKeptFresh.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

type Remotes = ResultOf<'git.remotes'>

/** The remotes of the repository; null while they are read, and where they cannot be. */
export function useRemotes(session_id: SessionId): Remotes | null {
  const read = useCallback(async () => {
    // Who cannot read them pushes nowhere: the button that needs them is not there.
    const remotes = await connection.client.call('git.remotes', { session_id }).catch(() => null)
    return { kind: 'ready' as const, remotes }
  }, [session_id])
  const { state } = useKeptFresh(session_id, read)
  return state.kind === 'ready' ? state.remotes : null
}
