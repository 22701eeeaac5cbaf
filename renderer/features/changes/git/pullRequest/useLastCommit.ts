import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

/** What was committed last, as a first text; empty until it is known, and where it cannot be. */
export function useLastCommit(session_id: SessionId): { readonly subject: string; readonly body: string } {
  const [last, setLast] = useState({ subject: '', body: '' })
  useEffect(() => {
    let isOver = false
    const load = async () => {
      const { commits } = await connection.client.call('git.log', { session_id, limit: 1 })
      const [commit] = commits
      if (commit !== undefined) {
        const { message } = await connection.client.call('git.show', { session_id, commit: commit.commit })
        const body = message.slice(commit.subject.length).trim()
        return { subject: commit.subject.slice(0, 256), body }
      }
      return null
    }
    load().then(
      (found) => !isOver && found !== null && setLast(found),
      // Then the person writes it.
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [session_id])
  return last
}
