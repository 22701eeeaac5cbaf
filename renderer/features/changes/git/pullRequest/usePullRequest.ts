import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { useStore } from '#renderer/state/store.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { syncs } from '../sync/sync.ts'

type Known = ResultOf<'pull_request.read'>

/** GitHub counts what it is asked: checks are looked at so often while somebody looks at the page. */
const EVERY_MS = 60_000

/** The pull request of the branch; null while it is read, and where it cannot be. Read anew after a push. */
export function usePullRequest(session_id: SessionId, branch: string) {
  const [known, setKnown] = useState<Known | null>(null)
  const [asked, setAsked] = useState(0)
  const isBusy = useStore(syncs, (all) => all.get(session_id)?.kind === 'busy')
  useEffect(() => {
    let isOver = false
    const read = () => {
      if (document.hidden || isBusy) {
        return
      }
      connection.client.call('pull_request.read', { session_id }).then(
        (answer) => !isOver && setKnown(answer),
        // Then the plain link has to do.
        () => !isOver && setKnown(null),
      )
    }
    read()
    const timer = setInterval(read, EVERY_MS)
    return () => {
      isOver = true
      clearInterval(timer)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- another branch has another pull request, and a person asks again
  }, [session_id, branch, asked, isBusy])
  return { known, refresh: () => setAsked((times) => times + 1) }
}
