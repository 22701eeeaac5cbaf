import type { Actor } from '#shared/operations/session.ts'
import type { Overview, Subscribed } from '#shared/session/snapshots.ts'
import type { HostOperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { UserId } from '#shared/ids.ts'
import type { StreamAddress } from '#shared/protocol/stream.ts'
import type { TerminalLink } from './terminals/terminalLink.ts'
import type { HandOver } from './handOver.ts'

/**
 * How the gateway speaks to the host: one interface, in memory (`memoryLink`) or over a local socket (`socketLink`).
 *
 * Order is part of the contract: events and answers arrive in the order in which the host produced them, and
 * `openStream` settles synchronously at its position in that order. A viewer added there misses nothing and gets
 * nothing twice.
 */
export interface HostLink {
  /**
   * Runs one operation in the host. Parameters are validated already.
   * @throws HomeportError as the host's handler threw it; HOST_001 while no host answers, HOST_002 while it is of another version.
   */
  call<N extends HostOperationName>(name: N, params: ParamsOf<N>, actor: Actor): Promise<ResultOf<N>>
  /** Opens a viewer's stream: the callback runs in order, before any later event is delivered. */
  openStream(request: StreamRequest, opened: (opening: StreamOpening) => void): Promise<void>
  /** Says that no viewer follows the stream's live events any more. */
  closeStream(stream: StreamAddress): void
  overview(actor: Actor, opened: (overview: Overview) => void): Promise<void>
  /** What viewers of terminals ask. Their bytes come as events of the type `terminal_output`. */
  readonly terminals: TerminalLink
  /** Asks the host to stop: every session suspended, every process ended. As `HostPort.shutDown`. */
  shutDown(handOver?: HandOver): Promise<void>
  onEvent(listener: (event: LinkEvent) => void): () => void
  onState(listener: (state: LinkState) => void): () => void
  state(): LinkState
  close(): void
}

export type LinkState =
  | { readonly kind: 'connecting' }
  | {
      readonly kind: 'ready'
      readonly host_pid: number
      readonly host_version: string
      readonly boot_id: string
      readonly capabilities: readonly string[]
    }
  | { readonly kind: 'closed'; readonly reason?: LinkClosedReason; readonly message?: string }

/**
 * asked: `close()` was called · lost: the host went away · refused: it knows another secret ·
 * incompatible: it speaks another link version, see the message.
 */
export type LinkClosedReason = 'asked' | 'lost' | 'refused' | 'incompatible'

/** One event, serialised once by the host: `payload` is the whole frame as UTF-8 JSON, to be passed on unread. */
export interface LinkEvent extends StreamAddress {
  /** Whose session it is, so that the gateway can decide who may see it. */
  readonly user_id: UserId
  readonly type: string
  /** null for live events. */
  readonly seq: number | null
  readonly payload: Buffer
  /**
   * Of `terminal_output`, whose payload is the bytes themselves, valid until the listener returns: the place of the first one in
   * the terminal's stream.
   */
  readonly offset?: number | undefined
  /**
   * Of `terminal_output` over a socket: whoever alone is delivered this may put a frame's header into the memory before the
   * payload, and gives all of it back by this once nobody reads it. Others read it until they return.
   */
  readonly giveBack?: (() => void) | undefined
}

export interface StreamRequest extends StreamAddress {
  /** The last event the viewer has; absent: a snapshot. */
  readonly after_seq?: number | undefined
  readonly actor: Actor
}

export interface StreamOpening {
  /** The `data` of the `subscribed` frame, without the snapshot's events. */
  readonly subscribed: Omit<Subscribed, 'snapshot'>
  /** Lowest seq in `events` when the verdict is `snapshot`. */
  readonly first_seq: number
  /** Durable frames in order, serialised. Inside the snapshot, or sent after the verdict `replay`. */
  readonly events: readonly Buffer[]
  /** Live `claude_response` frames with offset 0: the text so far of each open block. */
  readonly open_blocks: readonly Buffer[]
}
