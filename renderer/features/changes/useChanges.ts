import { useCallback, useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { fileNews } from '#renderer/state/session/fileNews.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onceCured } from '#renderer/state/workstation/cured.ts'

/** Which changes are shown: of the latest turn, of one, or of all. */
export type Shown = { readonly kind: 'latest' | 'session' } | { readonly kind: 'turn'; readonly turn_id: string }

export type Changes = ResultOf<'changes.list'>

export type ChangesState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'ready'; readonly changes: Changes }

/** Pushes come many at a time; after so long of none it is read anew. */
const CALM_MS = 250

/** What Claude changed, kept fresh: after every push. Give it another key when a turn has ended. */
export function useChanges(session_id: SessionId, shown: Shown) {
  const [state, setState] = useState<ChangesState>({ kind: 'loading' })
  const turn = shown.kind === 'turn' ? shown.turn_id : ''
  const { kind } = shown
  const read = useCallback(async (): Promise<ChangesState> => {
    const of = kind === 'session' ? { since: 'session' as const } : kind === 'turn' ? { turn_id: turn } : {}
    try {
      const changes = await onceCured(() => connection.client.call('changes.list', { session_id, ...of }))
      return { kind: 'ready', changes }
    } catch (error) {
      return { kind: 'failed', message: errorMessage(error) }
    }
  }, [session_id, kind, turn])
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
    void refresh()
    const unfollow = fileNews.subscribe(() => {
      if (fileNews.get()?.session_id === session_id) {
        clearTimeout(timer)
        timer = setTimeout(() => void refresh(), CALM_MS)
      }
    })
    return () => {
      latest = Number.POSITIVE_INFINITY
      clearTimeout(timer)
      unfollow()
    }
  }, [read, session_id])
  return { state, refresh: async () => setState(await read()) }
}
