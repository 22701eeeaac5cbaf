import type { HostPresence } from '#shared/protocol/frames.ts'
import { type StreamAddress, streamKey } from '#shared/protocol/stream.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { encodeFrame } from '../frames/serverFrames.ts'
import { createTerminalFollowers } from './terminals/terminalFollowers.ts'
import type { SocketTerminals, TerminalScreen } from './terminals/socketTerminals.ts'
import type { Viewer } from './viewer.ts'
import { ViewerSubscriptions } from './viewerSubscriptions.ts'

const log = createLogger('wire')

/**
 * Brings the host's events to those who follow them: one Buffer per event, however many viewers. Knows nothing of
 * requests, only of viewers.
 */
export interface Subscriptions {
  /** A viewer's own handle. It must `leave()`. */
  join(viewer: Viewer): ViewerSubscriptions
  /** What a socket sees of terminals. It must `leave()`. */
  joinTerminals(screen: TerminalScreen): SocketTerminals
  /** Sends to every viewer of the overview that `isFor` names. What a slow one misses is not sent again. */
  broadcast(payload: Buffer, isFor: (actor: Actor) => boolean): void
  dispose(): void
}

export interface SubscriptionsDeps {
  readonly link: HostLink
  readonly clock: Clock
}

export function createSubscriptions({ link, clock }: SubscriptionsDeps): Subscriptions {
  const joined = new Set<ViewerSubscriptions>()
  const followers = new Map<string, Set<ViewerSubscriptions>>()

  const registry = {
    add: (stream: StreamAddress, follower: ViewerSubscriptions): void => {
      const set = followers.get(streamKey(stream)) ?? new Set()
      followers.set(streamKey(stream), set.add(follower))
    },
    remove: (stream: StreamAddress, follower: ViewerSubscriptions): void => {
      const set = followers.get(streamKey(stream))
      if (set?.delete(follower) === true && set.size === 0) {
        followers.delete(streamKey(stream))
        link.closeStream(stream)
      }
    },
  }

  const terminals = createTerminalFollowers({ link, clock })

  const deliver = (event: LinkEvent): void => {
    for (const follower of followers.get(streamKey(event)) ?? []) {
      follower.deliver(event)
    }
    if (event.seq !== null || overviewOnly.has(event.type)) {
      for (const viewer of joined) {
        viewer.deliverToOverview(event)
      }
    }
  }

  const stopEvents = link.onEvent((event) => (event.kind === 'terminal' ? terminals.deliver(event) : deliver(event)))
  const stopState = link.onState((state) => {
    const presence: HostPresence = { state: state.kind === 'ready' ? 'ready' : 'away' }
    const frame = encodeFrame('host_state', { data: presence, timestamp: clock.timestamp() })
    for (const viewer of joined) {
      viewer.notifyAlways(frame)
    }
    if (state.kind === 'ready') {
      terminals.catchUp()
      for (const viewer of joined) {
        viewer.catchUp().catch((error: unknown) => log.error('a viewer could not catch up', { error }))
      }
    }
  })

  return {
    join: (viewer) => {
      const handle = new ViewerSubscriptions({ link, clock, viewer, registry, left: () => joined.delete(handle) })
      joined.add(handle)
      return handle
    },
    joinTerminals: terminals.join,
    broadcast: (payload, isFor) => joined.forEach((viewer) => viewer.notifyOverview(payload, isFor)),
    dispose: () => {
      stopEvents()
      stopState()
      joined.forEach((viewer) => viewer.leave())
    },
  }
}

/** Live events that the overview shows too. */
const overviewOnly: ReadonlySet<string> = new Set(['session_updated', 'task_run'])
