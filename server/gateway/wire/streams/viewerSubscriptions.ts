import { type StreamAddress, streamKey } from '#shared/protocol/stream.ts'
import type { Actor } from '#shared/operations/session.ts'
import { isEventFor } from '#server/gateway/access/access.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Follow } from './follow.ts'
import type { FrameId } from '../frames/frameReader.ts'
import { encodeFrame } from '../frames/serverFrames.ts'
import { SLOW_BYTES, type Viewer } from './viewer.ts'

export interface ViewerSubscriptionsDeps {
  readonly viewer: Viewer
  readonly link: HostLink
  readonly clock: Clock
  /** Who follows which stream, so that the host sends live text only to streams that have viewers. */
  readonly registry: {
    add(stream: StreamAddress, follower: ViewerSubscriptions): void
    remove(stream: StreamAddress, follower: ViewerSubscriptions): void
  }
  readonly left: () => void
}

/** What `subscribe_all` shows of each session, and of tasks. */
const overviewTypes: ReadonlySet<string> = new Set([
  'task_run',
  'session_status',
  'session_updated',
  'approval_requested',
  'approval_resolved',
])

/**
 * All that one socket follows: some sessions, and perhaps the overview of all. An event reaches it once, also when
 * both would bring it.
 */
export class ViewerSubscriptions {
  readonly #deps: ViewerSubscriptionsDeps
  readonly #follows = new Map<string, Follow>()
  #overview: 'none' | 'opening' | 'live' | 'behind' = 'none'
  #overviewOpening = 0
  #isWaitingForDrain = false

  constructor(deps: ViewerSubscriptionsDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError as the host refuses; the stream is not followed then. */
  async follow(
    stream: StreamAddress,
    request: { readonly after_seq?: number | undefined; readonly reply_to?: FrameId | undefined },
  ): Promise<void> {
    const follow = this.#follows.get(streamKey(stream)) ?? this.#add(stream)
    try {
      await follow.open(request)
    } catch (error) {
      this.unfollow(stream)
      throw error
    }
  }

  /** No-op when not followed. */
  unfollow(stream: StreamAddress): void {
    const follow = this.#follows.get(streamKey(stream))
    if (follow === undefined) {
      return
    }
    this.#remove(follow)
    if (!follow.isLive && this.#overview === 'live') {
      // What it had still to catch up on, the overview has not shown either.
      this.#overviewFellBehind()
    }
  }

  /** Sends the overview of all sessions, then keeps it true. @throws HomeportError while the host is unavailable. */
  async followAll(replyTo: FrameId | undefined): Promise<void> {
    const before = this.#overview
    try {
      await this.#openOverview(replyTo)
    } catch (error) {
      this.#overview = before === 'none' ? 'none' : 'behind'
      throw error
    }
  }

  deliver(event: LinkEvent): void {
    this.#follows.get(streamKey(event))?.deliver(event)
  }

  deliverToOverview(event: LinkEvent): void {
    const { viewer } = this.#deps
    if (this.#overview !== 'live' || !overviewTypes.has(event.type) || !isEventFor(viewer.actor, event)) {
      return
    }
    if (this.#follows.has(streamKey(event))) {
      return
    }
    if (viewer.bufferedBytes() > SLOW_BYTES) {
      this.#overviewFellBehind()
      return
    }
    viewer.send(event.payload)
  }

  /** Sends what belongs to no session to viewers of the overview that `isFor` names. */
  notifyOverview(payload: Buffer, isFor: (actor: Actor) => boolean): void {
    const { viewer } = this.#deps
    if (this.#overview !== 'none' && isFor(viewer.actor) && viewer.bufferedBytes() <= SLOW_BYTES) {
      viewer.send(payload)
    }
  }

  /** Sends it also to viewers that follow nothing yet. */
  notifyAlways(payload: Buffer): void {
    this.#deps.viewer.send(payload)
  }

  /** Opens everything again after what was sent last: the socket drained, or the host came back. */
  async catchUp(): Promise<void> {
    const overview = this.#overview === 'none' ? [] : [this.#catchUpOverview()]
    await Promise.all([...overview, ...[...this.#follows.values()].map((follow) => follow.catchUp())])
  }

  leave(): void {
    for (const follow of this.#follows.values()) {
      this.#remove(follow)
    }
    this.#overview = 'none'
    this.#deps.left()
  }

  #add(stream: StreamAddress): Follow {
    const { viewer, link, clock, registry } = this.#deps
    const follow: Follow = new Follow(stream, {
      viewer,
      link,
      clock,
      fellBehind: () => this.#catchUpWhenDrained(),
      ended: () => this.#remove(follow),
    })
    this.#follows.set(streamKey(stream), follow)
    registry.add(stream, this)
    return follow
  }

  #remove(follow: Follow): void {
    follow.end()
    const key = streamKey(follow.stream)
    if (this.#follows.get(key) === follow) {
      this.#follows.delete(key)
      this.#deps.registry.remove(follow.stream, this)
    }
  }

  async #openOverview(replyTo: FrameId | undefined): Promise<void> {
    const { viewer, link, clock } = this.#deps
    this.#overviewOpening += 1
    const mine = this.#overviewOpening
    this.#overview = 'opening'
    await link.overview(viewer.actor, (overview) => {
      viewer.send(encodeFrame('subscribed', { reply_to: replyTo, data: overview, timestamp: clock.timestamp() }))
      if (mine === this.#overviewOpening && this.#overview === 'opening') {
        this.#overview = 'live'
      }
    })
  }

  async #catchUpOverview(): Promise<void> {
    try {
      await this.#openOverview(undefined)
    } catch {
      // The host is away; its return opens it again.
      this.#overview = 'behind'
    }
  }

  #overviewFellBehind(): void {
    this.#overview = 'behind'
    this.#catchUpWhenDrained()
  }

  #catchUpWhenDrained(): void {
    if (this.#isWaitingForDrain) {
      return
    }
    this.#isWaitingForDrain = true
    this.#deps.viewer.onceDrained(() => {
      this.#isWaitingForDrain = false
      void this.#catchUpBehind()
    })
  }

  async #catchUpBehind(): Promise<void> {
    const overview = this.#overview === 'behind' ? [this.#catchUpOverview()] : []
    const behind = [...this.#follows.values()].filter((follow) => follow.isBehind)
    await Promise.all([...overview, ...behind.map((follow) => follow.catchUp())])
  }
}
