import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { Overview } from '#shared/session/snapshots.ts'
import type { HostOperationName, ResultOf } from '#shared/operations/table.ts'
import type { HostAttachment, HostPort } from '#server/link/hostPort.ts'
import type { LinkEvent, StreamOpening, StreamRequest } from '#server/link/link.ts'
import type { TerminalLink } from '#server/link/terminals/terminalLink.ts'
import { fakeTerminals } from './fakeTerminals.ts'
import { newSession } from '#test/support/host/storedSession.ts'

/** A host of one session that only counts: the log is the numbers up to `head`. */
export class FakeHostPort implements HostPort {
  readonly sessionId: SessionId
  readonly userId: UserId
  head = 0
  followed = new Set<SessionId>()
  attached = 0
  stopped = 0
  terminals: TerminalLink = fakeTerminals
  /** What `call` does. */
  work: () => Promise<unknown> = () => Promise.resolve({ success: true })
  readonly #listeners = new Set<(event: LinkEvent) => void>()

  constructor(sessionId: SessionId, userId: UserId) {
    this.sessionId = sessionId
    this.userId = userId
  }

  async call<N extends HostOperationName>(): Promise<ResultOf<N>> {
    return (await this.work()) as ResultOf<N>
  }

  overview(): Overview {
    return { verdict: 'snapshot', sessions: [], approvals: [] }
  }

  attach(listener: (event: LinkEvent) => void): HostAttachment {
    this.attached += 1
    this.#listeners.add(listener)
    return {
      openStream: (request) => this.#open(request),
      terminals: this.terminals,
      closeStream: ({ session_id }) => this.followed.delete(session_id),
      close: () => {
        this.attached -= 1
        this.#listeners.delete(listener)
      },
    }
  }

  shutDown(): Promise<void> {
    this.stopped += 1
    return Promise.resolve()
  }

  publish(payload = Buffer.from(String(this.head + 1))): void {
    this.head += 1
    const event: LinkEvent = {
      kind: 'session',
      session_id: this.sessionId,
      user_id: this.userId,
      type: 'notice',
      seq: this.head,
      payload,
    }
    this.deliver(event)
  }

  deliver(event: LinkEvent): void {
    for (const listener of this.#listeners) {
      listener(event)
    }
  }

  #open({ session_id, after_seq = 0 }: StreamRequest): StreamOpening {
    if (session_id !== this.sessionId) {
      throw new HomeportError('SESSION_002', 'There is no such session.', { details: { session_id } })
    }
    this.followed.add(session_id)
    return {
      subscribed: {
        verdict: 'replay',
        head_seq: this.head,
        session: newSession(session_id, this.userId),
        approvals: [],
        queue: [],
      },
      first_seq: after_seq + 1,
      events: Array.from({ length: this.head - after_seq }, (_, index) => Buffer.from(String(after_seq + index + 1))),
      open_blocks: [Buffer.from('open')],
    }
  }
}
