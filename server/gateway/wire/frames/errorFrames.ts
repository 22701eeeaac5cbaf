import { HomeportError } from '#shared/errors.ts'
import { createLogger } from '#server/platform/log/log.ts'

const log = createLogger('wire')

/** What a frame that failed is answered with; what is no expected failure is logged as a bug. */
export function asWireError(error: unknown, connectionId: string): HomeportError {
  if (error instanceof HomeportError) {
    return error
  }
  log.error('a frame failed by a bug', { connection_id: connectionId, error })
  return new HomeportError(
    'INTERNAL_001',
    `Something went wrong inside Homeport; nothing of what is stored was lost. The log has more under ${connectionId}.`,
    { details: { request_id: connectionId } },
  )
}

/** A credential was refused: why, under the socket's own code. */
export function authenticationFailed(cause: HomeportError): HomeportError {
  return new HomeportError('WS_001', cause.message, { cause, details: { reason: cause.code } })
}

/** The first frame was no sign-in. */
export function notSignedIn(): HomeportError {
  return new HomeportError('WS_001', 'This socket is not signed in: it needs the cookie, or "auth" as its first frame.')
}

/** What is typed has nowhere to go: no terminal is attached to this socket. */
export function noSuchTerminal(handle: number): HomeportError {
  return new HomeportError('TERMINAL_001', 'There is no such terminal on this socket. Nothing was typed.', {
    details: { handle },
  })
}

/** More frames than a socket may send at once. */
export function tooFast(): HomeportError {
  return new HomeportError('RATE_001', 'Too many frames at once. Wait for the answers, then go on.')
}
