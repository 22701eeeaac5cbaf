import type { LoginStart } from '#shared/desktop/bridge.ts'
import type { DesktopFacts } from '#shared/desktop/desktopState.ts'
import type { ApprovalId, SessionId } from '#shared/ids.ts'
import type { SessionControl } from '#shared/operations/session.ts'
import type { ApprovalDecision } from '#shared/session/session.ts'
import { HomeportError } from '#shared/errors.ts'
import type { RunningServer } from '#server/index.ts'
import type { KnownLoginStart } from '../system/knownLoginStart.ts'
import type { ServerConnection } from '#main/server/serverConnection.ts'
import type { Windows } from '../windows/windows.ts'

export interface DesktopActionsDeps {
  readonly windows: Windows
  readonly connection: Pick<ServerConnection, 'call'>
  readonly findServer: () => RunningServer | null
  readonly learn: (facts: Partial<Pick<DesktopFacts, 'remote' | 'host' | 'asking'>>) => void
  readonly startServer: () => Promise<void>
  readonly loginStart: KnownLoginStart
  readonly quit: () => void
}

/** What a person can do from tray, menu and notifications: what touches sessions goes through the gateway, as the owner. */
export interface DesktopActions {
  /** Brings the window to the front. */
  readonly show: () => Promise<void>
  /** Opens a page of the app. `path` as in the address bar. */
  readonly openPage: (path: string) => Promise<void>
  readonly openSession: (id: SessionId) => Promise<void>
  /** @throws HomeportError SESSION_004 when somebody else answered first; otherwise what the server refused it with. */
  readonly answer: (id: SessionId, approval: ApprovalId, decision: ApprovalDecision) => Promise<void>
  readonly control: (id: SessionId, action: SessionAction) => Promise<void>
  readonly remoteOff: () => Promise<void>
  readonly panic: () => Promise<void>
  /** Lets a device open its first terminal, or refuses it. @throws HomeportError DEVICE_001 when somebody else answered first. */
  readonly confirmTerminal: (id: string, decision: 'allow' | 'deny') => Promise<void>
  /** Moves the sessions to a host of this version, when no turn runs. */
  readonly renewHost: () => Promise<void>
  /** Refreshes what the server does not push: the status of remote access and of the host, and who waits for a terminal. Never rejects. */
  readonly refreshStatus: () => Promise<void>
  readonly startServer: () => Promise<void>
  /** As the system reported it last. */
  readonly startsAtLogin: () => LoginStart
  readonly startAtLogin: (enabled: boolean) => LoginStart
  readonly quit: () => void
}

/** The actions of `session.control` that take no further parameters. */
type SessionAction = Exclude<
  SessionControl['action'],
  'rename' | 'set_model' | 'set_permission_mode' | 'set_effort' | 'stop_task' | 'trust'
>

export function createDesktopActions(deps: DesktopActionsDeps): DesktopActions {
  const { windows, connection, learn, loginStart } = deps
  const server = () => deps.findServer() ?? noServer()
  const refreshStatus = async () => {
    const found = deps.findServer()
    const remote = await found?.call('remote.status', {}).catch(() => null)
    const host = await found?.call('host.status', {}).catch(() => null)
    learn({ remote: remote ?? null })
    learn({ host: host ?? null })
    const confirmations = await found?.call('terminal.confirmations', {}).catch(() => null)
    learn({ asking: confirmations?.waiting ?? [] })
  }
  return {
    show: () => windows.show(),
    openPage: (path) => windows.goTo(path),
    openSession: (id) => windows.goTo(`/session/${encodeURIComponent(id)}`),
    answer: async (session_id, approval_id, decision) => {
      await connection.call('approval.answer', { session_id, approval_id, decision })
    },
    control: async (session_id, action) => {
      await connection.call('session.control', { session_id, action })
    },
    remoteOff: async () => learn({ remote: await server().call('remote.off', {}) }),
    panic: async () => {
      await server().call('server.panic', {})
      await refreshStatus()
    },
    confirmTerminal: async (id, decision) => {
      try {
        await server().call('terminal.confirm', { id, decision })
      } finally {
        await refreshStatus()
      }
    },
    renewHost: async () => learn({ host: await server().call('host.renew', {}) }),
    refreshStatus,
    startServer: deps.startServer,
    startsAtLogin: () => loginStart.known(),
    startAtLogin: (enabled) => loginStart.set(enabled),
    quit: deps.quit,
  }
}

function noServer(): never {
  throw new HomeportError('HOST_001', 'Homeport does not run right now. Nothing was changed.')
}
