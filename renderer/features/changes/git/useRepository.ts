import { useCallback, useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { fileNews } from '#renderer/state/session/fileNews.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'

type Status = ResultOf<'git.status'>
type Compared = ResultOf<'git.compare'>['files']

export type RepositoryState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  /** `version`: grows with every reading. `compared`: against a branch; null: what is not committed is shown. */
  | { readonly kind: 'ready'; readonly status: Status; readonly compared: Compared | null; readonly version: number }

/** Pushes come many at a time; after so long of none it is read anew. */
const CALM_MS = 250

/** The repository of a session, kept fresh: after every push, and when somebody comes back to the page. */
export function useRepository(session_id: SessionId, against: string | null) {
  const [state, setState] = useState<RepositoryState>({ kind: 'loading' })
  const read = useCallback(async (): Promise<RepositoryState> => {
    try {
      const [status, compared] = await Promise.all([
        onceCured(() => connection.client.call('git.status', { session_id })),
        against === null ? null : connection.client.call('git.compare', { session_id, revision: against }),
      ])
      return { kind: 'ready', status, compared: compared?.files ?? null, version: performance.now() }
    } catch (error) {
      return { kind: 'failed', message: errorMessage(error) }
    }
  }, [session_id, against])
  useEffect(() => {
    let latest = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const refresh = async () => {
      latest += 1
      const mine = latest
      const next = await read()
      if (mine === latest) {
        setState(next)
      }
    }
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), CALM_MS)
    }
    void refresh()
    const unfollow = fileNews.subscribe(() => fileNews.get()?.session_id === session_id && soon())
    // Another program may have committed meanwhile: of that nobody tells.
    window.addEventListener('focus', soon)
    return () => {
      latest = Number.POSITIVE_INFINITY
      clearTimeout(timer)
      unfollow()
      window.removeEventListener('focus', soon)
    }
  }, [read, session_id])
  return { state, refresh: async () => setState(await read()) }
}
