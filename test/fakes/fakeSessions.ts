import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { SessionHeader } from '#shared/session/header.ts'

export interface FakeSession {
  header: SessionHeader
  readonly user_id: UserId
  readonly events: Buffer[]
  readonly openBlocks: Map<string, string>
}

/** The sessions of a fake host, by their ids. */
export class FakeSessions extends Map<string, FakeSession> {
  /** As the real host finds it. @throws HomeportError SESSION_002, also where it is somebody else's. */
  of(id: string, actor: Actor): FakeSession {
    const session = this.get(id)
    if (session === undefined || session.user_id !== actor.user_id) {
      throw new HomeportError('SESSION_002', 'There is no such session.')
    }
    return session
  }

  /** One that the test has made. @throws Error when it has not. */
  made(id: string): FakeSession {
    const session = this.get(id)
    if (session === undefined) {
      throw new Error(`The test made no session ${id}.`)
    }
    return session
  }
}
