import type { SessionId } from '#shared/ids.ts'
import { LiveEvent, DurableEvent } from '#shared/session/events.ts'
import type { EventHub } from '../../sessions/streams/eventHub.ts'
import type { SessionLog } from '../../sessions/ports/sessionPorts.ts'
import { failureText } from '#server/platform/failure.ts'

export interface EndWithSessionDeps {
  readonly hub: Pick<EventHub, 'join'>
  readonly terminals: { readonly stopSession: (sessionId: SessionId) => Promise<void> }
  readonly log: Pick<SessionLog, 'error'>
}

/** Terminals end when their session is ended or deleted by a person. One that is suspended keeps them. */
export function endWithSession({ hub, terminals, log }: EndWithSessionDeps): void {
  const stop = (sessionId: SessionId) => {
    terminals.stopSession(sessionId).catch((error: unknown) => {
      log.error('the terminals of a session could not be ended', { session_id: sessionId, reason: failureText(error) })
    })
  }
  hub.join(({ type, session_id, payload }) => {
    if (type === 'session_status' && payload.includes('TERMINATED')) {
      const event = DurableEvent.safeParse(JSON.parse(payload.toString('utf8'))).data
      if (event?.type === 'session_status' && event.data.status === 'TERMINATED') {
        stop(session_id)
      }
    } else if (type === 'session_updated' && payload.includes('"deletes_at":"')) {
      const event = LiveEvent.safeParse(JSON.parse(payload.toString('utf8'))).data
      if (event?.type === 'session_updated' && event.data.session.deletes_at !== null) {
        stop(session_id)
      }
    }
  })
}
