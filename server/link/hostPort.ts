import type { StreamAddress } from '#shared/protocol/stream.ts'
import type { Overview } from '#shared/session/snapshots.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostOperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { HandOver } from './handOver.ts'
import type { LinkEvent, StreamOpening, StreamRequest } from './link.ts'
import type { TerminalLink } from './terminals/terminalLink.ts'

/** What the host offers to any link. One attachment per gateway; `memoryLink` and `socketHost` use it. */
export interface HostPort {
  /** @throws HomeportError for expected failures; anything else is a bug. */
  call<N extends HostOperationName>(name: N, params: ParamsOf<N>, actor: Actor): Promise<ResultOf<N>>
  overview(actor: Actor): Overview
  /** Delivers every event from now on, in order, until the attachment is closed. */
  attach(listener: (event: LinkEvent) => void): HostAttachment
  /**
   * Suspends every session and ends every process. Resolves when it is done; idempotent.
   * @param handOver The next host takes the sessions up again.
   * @throws HomeportError SESSION_003 with `busy_sessions` when it is to happen while idle and is not; nothing changed.
   */
  shutDown(handOver?: HandOver): Promise<void>
}

export interface HostAttachment {
  /**
   * Synchronous: the opening and the events delivered afterwards fit without gap or overlap. Live events of the
   * stream are delivered from here on.
   * @throws HomeportError SESSION_002 when the actor may not see the session.
   */
  openStream(request: StreamRequest): StreamOpening
  closeStream(stream: StreamAddress): void
  readonly terminals: TerminalLink
  /** Idempotent. */
  close(): void
}
