import { HomeportError, isRetryable } from '#shared/errors.ts'
import type { StreamAddress } from '#shared/protocol/stream.ts'
import type { HostLink, LinkEvent, StreamOpening } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { FrameId } from '../frames/frameReader.ts'
import { encodeError, encodeSubscribed } from '../frames/serverFrames.ts'
import { CATCH_UP_BYTES, SLOW_BYTES, type Viewer } from './viewer.ts'

export interface FollowDeps {
  readonly viewer: Viewer
  readonly link: HostLink
  readonly clock: Clock
  /** The viewer fell behind: `catchUp` is to be called once its socket is drained. */
  readonly fellBehind: () => void
  /** The session is gone for this viewer; it follows no more. */
  readonly ended: () => void
}

/**
 * One viewer following one stream.
 *
 * Invariant: every durable event reaches the viewer once and in order: in the opening, or live after it, or (when
 * the socket was full or the host away) in a later opening that begins after the last one sent.
 */
export class Follow {
  readonly stream: StreamAddress
  readonly #deps: FollowDeps
  /** opening: what comes is in the opening · behind: waits for `catchUp`. */
  #state: 'opening' | 'live' | 'behind' | 'ended' = 'opening'
  /** Of the newest opening requested; older answers do not change the state. */
  #opening = 0
  #lastSeq: number | undefined

  constructor(stream: StreamAddress, deps: FollowDeps) {
    this.stream = stream
    this.#deps = deps
  }

  get isLive(): boolean {
    return this.#state === 'live'
  }

  get isBehind(): boolean {
    return this.#state === 'behind'
  }

  /**
   * Opens as the client requested: verdict, events, open blocks, then live.
   * @throws HomeportError as the host refuses; nothing is followed then.
   */
  async open(request: {
    readonly after_seq?: number | undefined
    readonly reply_to?: FrameId | undefined
  }): Promise<void> {
    this.#lastSeq = request.after_seq
    await this.#openStream(request.reply_to)
  }

  /** Opens again after the last event sent, unasked. While the host is away it stays behind. */
  async catchUp(): Promise<void> {
    if (this.#state === 'ended') {
      return
    }
    try {
      await this.#openStream(undefined)
    } catch (error) {
      this.#catchUpFailed(error)
    }
  }

  /** Passes an event on. Dropped while opening or behind: the (next) opening has it. */
  deliver(event: LinkEvent): void {
    if (this.#state !== 'live') {
      return
    }
    const last = this.#lastSeq ?? 0
    if (event.seq !== null && event.seq <= last) {
      return
    }
    const hasHole = event.seq !== null && event.seq > last + 1
    if (hasHole || this.#deps.viewer.bufferedBytes() > SLOW_BYTES) {
      this.#fallBehind()
      return
    }
    this.#lastSeq = event.seq ?? this.#lastSeq
    this.#deps.viewer.send(event.payload)
  }

  end(): void {
    this.#state = 'ended'
  }

  async #openStream(replyTo: FrameId | undefined): Promise<void> {
    this.#opening += 1
    const mine = this.#opening
    if (this.#state !== 'ended') {
      this.#state = 'opening'
    }
    const { link, viewer } = this.#deps
    const request = { ...this.stream, after_seq: this.#lastSeq, actor: viewer.actor }
    await link.openStream(request, (opening) => {
      const sentTo = this.#sendOpening(opening, replyTo)
      if (this.#state === 'ended' || mine !== this.#opening) {
        return
      }
      this.#lastSeq = sentTo
      this.#state = 'live'
      if (sentTo < opening.subscribed.head_seq) {
        this.#fallBehind()
      }
    })
  }

  /** Returns the seq up to which the viewer has everything. */
  #sendOpening(opening: StreamOpening, replyTo: FrameId | undefined): number {
    const { viewer, clock } = this.#deps
    const { verdict, head_seq } = opening.subscribed
    const address = { session_id: this.stream.session_id, reply_to: replyTo, timestamp: clock.timestamp() }
    viewer.send(encodeSubscribed(opening, address))
    if (verdict === 'replay') {
      const before = head_seq - opening.events.length
      for (const [index, event] of opening.events.entries()) {
        if (viewer.bufferedBytes() > CATCH_UP_BYTES) {
          return before + index
        }
        viewer.send(event)
      }
    }
    for (const block of opening.open_blocks) {
      viewer.send(block)
    }
    return head_seq
  }

  #fallBehind(): void {
    this.#state = 'behind'
    this.#deps.fellBehind()
  }

  #catchUpFailed(error: unknown): void {
    if (this.#state === 'ended') {
      return
    }
    if (isRetryable(error)) {
      // The host's return opens it again.
      this.#state = 'behind'
      return
    }
    const failure =
      error instanceof HomeportError
        ? error
        : new HomeportError('INTERNAL_001', 'This session could not be followed any more. Open it again.')
    const { viewer, clock, ended } = this.#deps
    viewer.send(encodeError(failure, { session_id: this.stream.session_id, timestamp: clock.timestamp() }))
    ended()
  }
}
