import { useCallback, useEffect, useRef, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { link } from '../workstation/connection.ts'
import { fileNews } from './fileNews.ts'

/** Pushes come many at a time; after so long of none it is read anew. */
const CALM_MS = 250

export type Unread = { readonly kind: 'loading' }

/**
 * What is read of a session's folder, kept fresh: after every push, with every new connection (what was pushed before it is lost),
 * and when somebody comes back to the page, since of what other programs do to a repository nobody tells. An answer that a later one has overtaken counts for nothing.
 * @param read stays the same function while it reads the same.
 */
export function useKeptFresh<State>(session_id: SessionId, read: () => Promise<State>) {
  const [state, setState] = useState<State | Unread>({ kind: 'loading' })
  const latest = useRef(0)
  const refresh = useCallback(async () => {
    latest.current += 1
    const mine = latest.current
    const next = await read()
    if (mine === latest.current) {
      setState(next)
    }
  }, [read])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const soon = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void refresh(), CALM_MS)
    }
    void refresh()
    const unfollow = fileNews.subscribe(() => {
      const news = fileNews.get()
      // How far something is has changed nothing yet.
      if (news?.session_id === session_id && !(news.type === 'git_changed' && news.data.progress)) {
        soon()
      }
    })
    const unlink = link.subscribe(() => {
      if (link.get().kind === 'ready') {
        soon()
      }
    })
    window.addEventListener('focus', soon)
    return () => {
      // Whatever is on its way is of what is not shown any more.
      latest.current += 1
      clearTimeout(timer)
      unfollow()
      unlink()
      window.removeEventListener('focus', soon)
    }
  }, [refresh, session_id])
  return { state, refresh }
}
