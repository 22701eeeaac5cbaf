import type { ApprovalId, SessionId } from '#shared/ids.ts'
import type { RemoteStatus } from '#shared/operations/remote.ts'
import { operations } from '#shared/operations/table.ts'
import type { ApprovalDecision } from '#shared/session/session.ts'
import { HomeportError } from '#shared/errors.ts'
import type { RunningServer } from '#server/index.ts'
import type { ServerConnection } from './serverConnection.ts'
import type { Windows } from './windows.ts'

export interface DesktopActionsDeps {
  readonly windows: Windows
  readonly connection: Pick<ServerConnection, 'ask'>
  readonly findServer: () => RunningServer | null
  readonly onRemote: (remote: RemoteStatus) => void
  readonly quit: () => void
}

/** What a person can do from tray, menu and notifications: each through the gateway, as the owner. */
export interface DesktopActions {
  /** Brings the window to the front. */
  readonly show: () => Promise<void>
  /** A page of ours, as in the address bar. */
  readonly openPage: (path: string) => Promise<void>
  readonly openSession: (id: SessionId) => Promise<void>
  /** @throws HomeportError SESSION_004 when somebody was faster; as the server refuses it, else. */
  readonly answer: (id: SessionId, approval: ApprovalId, decision: ApprovalDecision) => Promise<void>
  readonly interrupt: (id: SessionId) => Promise<void>
  readonly terminate: (id: SessionId) => Promise<void>
  /** On as it was before, or with defaults. */
  readonly remoteOn: () => Promise<void>
  readonly remoteOff: () => Promise<void>
  /** Asks how remote access stands; the state tells. Quiet when no server answers. */
  readonly lookAtRemote: () => Promise<void>
  readonly panic: () => Promise<void>
  readonly quit: () => void
}

export function createDesktopActions(deps: DesktopActionsDeps): DesktopActions {
  const { windows, connection, onRemote } = deps
  const control = async (session_id: SessionId, action: 'interrupt' | 'terminate') => {
    await connection.ask(operations['session.control'].ws.type, { session_id, data: { action } })
  }
  const server = () => deps.findServer() ?? noServer()
  return {
    show: () => windows.show(),
    openPage: (path) => windows.goTo(path),
    openSession: (id) => windows.goTo(`/session/${encodeURIComponent(id)}`),
    answer: async (session_id, approval_id, decision) => {
      await connection.ask(operations['approval.answer'].ws.type, { session_id, data: { approval_id, decision } })
    },
    interrupt: (id) => control(id, 'interrupt'),
    terminate: (id) => control(id, 'terminate'),
    remoteOn: async () => onRemote(await server().call('remote.on', {})),
    remoteOff: async () => onRemote(await server().call('remote.off', {})),
    lookAtRemote: async () => {
      const status = await deps
        .findServer()
        ?.call('remote.status', {})
        .catch(() => null)
      if (status) {
        onRemote(status)
      }
    },
    panic: async () => {
      await server().call('server.panic', {})
      onRemote(await server().call('remote.status', {}))
    },
    quit: deps.quit,
  }
}

function noServer(): never {
  throw new HomeportError('SESSION_003', 'Homeport does not run right now. Nothing was changed.')
}
