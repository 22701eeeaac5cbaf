import { HomeportError } from '#shared/errors.ts'
import type { SessionWriter } from '#shared/session/session.ts'
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

/** @throws HomeportError SESSION_003 as `assertGoingOn` · SESSION_005 while something else writes in the conversation. */
export function assertHere(core: Pick<SessionCore, 'journal'>): void {
  assertGoingOn(core)
  const { writer } = core.journal.session
  if (writer !== null) {
    throw heldElsewhere(writer, 'Nothing was changed')
  }
}

/** `kept`: what did not happen, as the beginning of a sentence. */
export function heldElsewhere(writer: SessionWriter, kept: string): HomeportError {
  const who =
    writer.kind === 'terminal'
      ? 'A terminal of this session drives its conversation'
      : 'A Claude Code that Homeport did not start has this conversation'
  const choices = 'Take it over, go on in a fork, or wait until it is closed'
  return new HomeportError('SESSION_005', `${who}. ${kept}. ${choices}.`, { details: { writer } })
}
