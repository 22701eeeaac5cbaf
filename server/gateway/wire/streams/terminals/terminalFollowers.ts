import type { TerminalId } from '#shared/ids.ts'
import type { HostLink, LinkEvent } from '#server/link/link.ts'
import type { Clock } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { SocketTerminals, type TerminalScreen } from './socketTerminals.ts'

const log = createLogger('wire')

/** Which sockets look at which terminals. */
export interface TerminalFollowers {
  readonly join: (screen: TerminalScreen) => SocketTerminals
  deliver(event: LinkEvent): void
  /** The host is back. */
  catchUp(): void
}

export function createTerminalFollowers({
  link,
  clock,
}: {
  readonly link: HostLink
  readonly clock: Clock
}): TerminalFollowers {
  const followers = new Map<TerminalId, Set<SocketTerminals>>()
  const registry = {
    add: (terminalId: TerminalId, follower: SocketTerminals): void => {
      const set = followers.get(terminalId) ?? new Set()
      followers.set(terminalId, set.add(follower))
    },
    remove: (terminalId: TerminalId, follower: SocketTerminals): void => {
      const set = followers.get(terminalId)
      if (set?.delete(follower) === true && set.size === 0) {
        followers.delete(terminalId)
      }
    },
  }
  return {
    join: (screen) => new SocketTerminals({ ...screen, link, clock, registry }),
    deliver: (event) => {
      const all = event.terminal_id === undefined ? undefined : followers.get(event.terminal_id)
      // What several read is nobody's to write into.
      const shared = all === undefined || all.size === 1 ? event : { ...event, giveBack: undefined }
      for (const follower of all ?? []) {
        follower.deliver(shared)
      }
    },
    catchUp: () => {
      for (const follower of new Set([...followers.values()].flatMap((set) => [...set]))) {
        follower.catchUp().catch((error: unknown) => log.error('a screen could not be brought up to date', { error }))
      }
    },
  }
}
