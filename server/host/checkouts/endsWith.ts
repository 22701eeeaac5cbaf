import * as z from 'zod'
import { SessionStatus } from '#shared/session/status.ts'
import type { EventHub } from '../sessions/streams/eventHub.ts'
import type { Checkouts } from './checkouts.ts'

const Status = z.object({ data: z.object({ status: SessionStatus }) })
const Header = z.object({ data: z.object({ session: z.object({ deletes_at: z.string().nullable() }) }) })

/** Gives up the folder that is being made for a session when that is ended, paused or deleted. Returns how to stop that. */
export function endsWith(hub: Pick<EventHub, 'join'>, checkouts: Pick<Checkouts, 'isMaking' | 'cancel'>): () => void {
  const subscription = hub.join(({ type, session_id, payload }) => {
    if (!checkouts.isMaking(session_id)) {
      return
    }
    const said: unknown = JSON.parse(payload.toString('utf8'))
    const status = type === 'session_status' ? Status.parse(said).data.status : null
    const isDeleted = type === 'session_updated' && Header.parse(said).data.session.deletes_at !== null
    if (status === 'TERMINATED' || status === 'SUSPENDED' || isDeleted) {
      checkouts.cancel(session_id)
    }
  })
  return () => subscription.leave()
}
