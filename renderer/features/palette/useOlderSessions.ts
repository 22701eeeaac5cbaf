import { useEffect, useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { onlyGroup } from './entries.ts'

/** The search starts after a pause of this length. */
const SETTLE_MS = 10
const MOST = 20
/** The longest that the server searches for. */
const MAX_LENGTH = 200

const none: readonly Session[] = []

/**
 * Sessions that the workstation finds by a part of their name or folder: older ones that the page has not loaded. `isOn`
 * false: the page has them all. What fails is left out; what the page has is found all the same.
 */
export function useOlderSessions(query: string, isOn: boolean): readonly Session[] {
  const [found, setFound] = useState(none)
  const q = query.trim()
  const isAsked = isOn && q.length > 1 && q.length <= MAX_LENGTH && onlyGroup(q) === null
  useEffect(() => {
    let isCurrent = true
    const ask = async () => {
      const { sessions } = await connection.client.call('session.list', { q, limit: MOST })
      if (isCurrent) {
        setFound(sessions)
      }
    }
    const timer = isAsked ? setTimeout(() => void ask().catch(() => {}), SETTLE_MS) : undefined
    return () => {
      isCurrent = false
      clearTimeout(timer)
    }
  }, [q, isAsked])
  return isAsked ? found : none
}
