import * as z from 'zod'
import { PAUSED, SessionStatus } from '#shared/session/status.ts'
import type { LinkEvent } from '#server/link/link.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { EventHub } from '../sessions/streams/eventHub.ts'
import type { Commands } from './commands.ts'

const log = createLogger('commands')

const Status = z.object({ data: z.object({ status: SessionStatus, reason: z.string() }) })
const Header = z.object({ data: z.object({ session: z.object({ deletes_at: z.string().nullable() }) }) })

/** Ends the commands of a session that a person ends, pauses or deletes. Returns how to stop that. */
export function endWithSessions(hub: Pick<EventHub, 'join'>, commands: Pick<Commands, 'list' | 'stopOf'>): () => void {
  const subscription = hub.join((event) => {
    // Most events come while no command runs: they are not even read.
    if (commands.list(event.session_id).length > 0 && endsCommands(event)) {
      commands.stopOf(event.session_id).catch((error: unknown) => {
        log.error('the commands of a session could not be ended', { session_id: event.session_id, error })
      })
    }
  })
  return () => subscription.leave()
}

function endsCommands({ type, payload }: LinkEvent): boolean {
  if (type === 'session_status') {
    const { status, reason } = Status.parse(JSON.parse(payload.toString('utf8'))).data
    return status === 'TERMINATED' || (status === 'SUSPENDED' && reason === PAUSED)
  }
  if (type === 'session_updated') {
    return Header.parse(JSON.parse(payload.toString('utf8'))).data.session.deletes_at !== null
  }
  return false
}
