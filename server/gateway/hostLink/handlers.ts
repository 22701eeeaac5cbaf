import { HomeportError } from '#shared/errors.ts'
import type { HostStatus } from '#shared/operations/host.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { SessionStatus } from '#shared/session/status.ts'
import { CAN_HAND_OVER, type HandOver } from '#server/link/handOver.ts'
import type { LinkState } from '#server/link/link.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { GatewayHandlers } from '../kernel/call.ts'
import type { HostConnection } from './hostConnection.ts'

const log = createLogger('host renewal')

/** Claude Code's transcripts are written, processes end, a new host starts. */
const RENEWED_WITHIN_MS = 45_000

const busy: ReadonlySet<SessionStatus> = new Set(['STARTING', 'WORKING', 'WAITING'])

export interface RenewHostDeps {
  readonly host: HostConnection
  readonly version: string
  /** Everybody whose sessions the host holds. */
  readonly actors: () => Actor[]
  /** Ends a host that cannot be reached over the link, suspending its sessions. False: it is still there. */
  readonly endHost: () => Promise<boolean>
}

/** Describes the host behind this server, and replaces it by one of the server's own version. */
export function createHostHandlers(deps: RenewHostDeps): Pick<GatewayHandlers, 'host.status' | 'host.renew'> {
  return {
    'host.status': () => hostStatus(deps),
    'host.renew': async ({ interrupt }) => {
      await renew(deps, interrupt ? 'now' : 'when_idle')
      return hostStatus(deps)
    },
  }
}

async function hostStatus(deps: RenewHostDeps): Promise<HostStatus> {
  const { host, version } = deps
  const link = host.state()
  return {
    version,
    host_version: link.kind === 'ready' ? link.host_version : null,
    host_pid: host.lastPid(),
    state: stateOf(link, version),
    busy_sessions: link.kind === 'ready' ? await countBusy(deps) : null,
  }
}

function stateOf(link: LinkState, version: string): HostStatus['state'] {
  if (link.kind !== 'ready') {
    return link.kind === 'closed' && link.reason === 'incompatible' ? 'unusable' : 'away'
  }
  return link.host_version === version ? 'current' : 'older'
}

async function countBusy({ host, actors }: RenewHostDeps): Promise<number | null> {
  let count = 0
  try {
    for (const actor of actors()) {
      await host.overview(actor, ({ sessions }) => {
        count += sessions.filter(({ status }) => busy.has(status)).length
      })
    }
    return count
  } catch {
    return null
  }
}

/** Resolves when the new host answers. @throws HomeportError SESSION_003 when it is not to be now, or did not work. */
async function renew(deps: RenewHostDeps, handOver: HandOver): Promise<void> {
  const { host } = deps
  const before = host.state()
  log.info('renewing the session host', { hand_over: handOver, state: before.kind })
  const renewed = nextReady(host, before.kind === 'ready' ? before.boot_id : null)
  try {
    if (before.kind === 'ready') {
      await askToLeave(deps, before, handOver)
    } else if (before.kind === 'closed' && before.reason === 'incompatible') {
      await endUnusable(deps, handOver)
    }
    await renewed.ready
  } finally {
    renewed.stop()
  }
}

async function askToLeave(
  deps: RenewHostDeps,
  before: Extract<LinkState, { kind: 'ready' }>,
  handOver: HandOver,
): Promise<void> {
  // A host from before this was invented does not look itself; what begins in between is cut, and says so.
  if (!before.capabilities.includes(CAN_HAND_OVER) && handOver === 'when_idle' && (await countBusy(deps)) !== 0) {
    throw refused('A session is at work, or waits for an answer.')
  }
  await deps.host.renew(handOver)
}

/** Nobody can see whether it works: it is ended only when turns may be cut. */
async function endUnusable(deps: RenewHostDeps, handOver: HandOver): Promise<void> {
  if (handOver === 'when_idle') {
    throw refused('The running session host speaks another language, so it is not known whether a turn runs in it.')
  }
  if (!(await deps.endHost())) {
    throw refused('The old session host does not end.')
  }
  deps.host.tryNow()
}

function refused(reason: string): HomeportError {
  return new HomeportError('SESSION_003', `${reason} Nothing was changed; try again later, or stop the turns.`, {
    details: { retry_possible: true },
  })
}

/** Settles when another host than `bootId` answers, or it takes too long. `stop` ends the waiting. */
function nextReady(host: HostConnection, bootId: string | null): { ready: Promise<void>; stop: () => void } {
  const waiting: { end?: () => void } = {}
  const ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(refused(`The new session host does not answer after ${RENEWED_WITHIN_MS / 1000} s.`)),
      RENEWED_WITHIN_MS,
    )
    const unfollow = host.onState((state) => {
      if (state.kind === 'ready' && state.boot_id !== bootId) {
        resolve()
      }
    })
    waiting.end = () => {
      clearTimeout(late)
      unfollow()
    }
  })
  // Who gave up before asking does not wait for it.
  ready.catch(() => {})
  return { ready, stop: () => waiting.end?.() }
}
