import { HomeportError } from '#shared/errors.ts'
import type { SessionCore } from './sessionCore.ts'

/** @throws HomeportError SESSION_003 when the session has ended for good. */
export function assertGoingOn({ journal }: Pick<SessionCore, 'journal'>): void {
  if (journal.session.status === 'TERMINATED') {
    throw new HomeportError(
      'SESSION_003',
      'This session has ended. Its conversation is kept; start a new session to go on.',
    )
  }
}
