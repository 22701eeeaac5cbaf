import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import { isEventFor } from '#server/gateway/access/access.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { Follow } from './follow.ts'
import type { FrameId } from '../frameReader.ts'
import { encodeFrame } from '../serverFrames.ts'
import { SLOW_BYTES, type Viewer } from './viewer.ts'

export interface ViewerSubscriptionsDeps {
  readonly viewer: Viewer
  readonly link: HostLink
  readonly clock: Clock
  /** Who follows which session, so that the host sends live text only where somebody looks. */
  readonly registry: {
    add(sessionId: SessionId, follower: ViewerSubscriptions): void
    remove(sessionId: SessionId, follower: ViewerSubscriptions): void
  }
  readonly left: () => void
}

/** What `subscribe_all` shows of each session. */
const overviewTypes: ReadonlySet<string> = new Set([
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
  readonly #follows = new Map<SessionId, Follow>()
  #overview: 'none' | 'opening' | 'live' | 'behind' = 'none'
  #overviewOpening = 0
  #isWaitingForDrain = false

  constructor(deps: ViewerSubscriptionsDeps) {
    this.#deps = deps
  }

  /** @throws HomeportError as the host refuses; the session is not followed then. */
  async follow(
    sessionId: SessionId,
    request: { readonly after_seq?: number | undefined; readonly reply_to?: FrameId | undefined },
  ): Promise<void> {
    const follow = this.#follows.get(sessionId) ?? this.#add(sessionId)
    try {
      await follow.open(request)
    } catch (error) {
      this.unfollow(sessionId)
      throw error
    }
  }

  /** No-op when not followed. */
  unfollow(sessionId: SessionId): void {
    const follow = this.#follows.get(sessionId)
    if (follow === undefined) {
      return
    }
    this.#remove(follow)
    if (!follow.isLive && this.#overview === 'live') {
      // What it had still to catch up on, the overview has not shown either.
      this.#overviewFellBehind()
    }
  }

  /** Sends the overview of all sessions, then keeps it true. @throws HomeportError while the host is away. */
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
    this.#follows.get(event.session_id)?.deliver(event)
  }

  deliverToOverview(event: LinkEvent): void {
    const { viewer } = this.#deps
    if (this.#overview !== 'live' || !overviewTypes.has(event.type) || !isEventFor(viewer.actor, event)) {
      return
    }
    if (this.#follows.has(event.session_id)) {
      return
    }
    if (viewer.bufferedBytes() > SLOW_BYTES) {
      this.#overviewFellBehind()
      return
    }
    viewer.send(event.payload)
  }

  /** Sends what no session tells of, to who follows the overview and is named. */
  tell(payload: Buffer, isFor: (actor: Actor) => boolean): void {
    const { viewer } = this.#deps
    if (this.#overview !== 'none' && isFor(viewer.actor) && viewer.bufferedBytes() <= SLOW_BYTES) {
      viewer.send(payload)
    }
  }

  /** Sends it also to who follows nothing, and may wait to follow something. */
  tellAnyway(payload: Buffer): void {
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

  #add(sessionId: SessionId): Follow {
    const { viewer, link, clock, registry } = this.#deps
    const follow: Follow = new Follow(sessionId, {
      viewer,
      link,
      clock,
      fellBehind: () => this.#catchUpWhenDrained(),
      ended: () => this.#remove(follow),
    })
    this.#follows.set(sessionId, follow)
    registry.add(sessionId, this)
    return follow
  }

  #remove(follow: Follow): void {
    follow.end()
    if (this.#follows.get(follow.sessionId) === follow) {
      this.#follows.delete(follow.sessionId)
      this.#deps.registry.remove(follow.sessionId, this)
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
