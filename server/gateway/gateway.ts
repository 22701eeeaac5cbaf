import type { UserId } from '#shared/ids.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { Actor } from '#shared/operations/session.ts'
import { createDisposables } from '#server/platform/disposables.ts'
import { answerMalformed } from './answers/answerMalformed.ts'
import { composeModules } from './compose.ts'
import type { GatewayDeps } from './gatewayDeps.ts'
import type { Auditor } from './kernel/call.ts'
import type { Dispatch } from './kernel/dispatch.ts'
import { createHttpServer, listenOnLoopback, withOwnBodyTime } from './kernel/requests/listen.ts'
import { loopbackOrigins } from './kernel/origin/sameOrigin.ts'
import { createAnswers } from './listeners/answers.ts'

/** A running gateway. */
export interface Gateway {
  readonly dispatch: Dispatch
  readonly auditor: Auditor
  readonly owner: Actor
  readonly port: number
  /** Where it is, with a fresh sign-in link for the user. */
  info(userId: UserId): ServerInfo
  /** Looks after the remote listener's certificate and addresses, as a timer does. */
  checkRemote(): Promise<void>
  /**
   * Ends every socket (for_good: clients are told not to come back) and stops listening. The host is left alone.
   * What asked for it, at the control socket, is still answered and audited.
   */
  close(kind: 'for_good' | 'restart'): Promise<void>
  /** Ends the audit log and the database: after `close`, and the last thing of all. Idempotent. */
  release(): void
}

/** What runs, and what outlives it so that the stop itself can be audited. */
interface Running {
  readonly started: ReturnType<typeof createDisposables>
  readonly kept: ReturnType<typeof createDisposables>
  /** Which close code sockets get when it ends. */
  goodbye: 'for_good' | 'restart'
}

/**
 * The modules, and the listeners before them. Listens when it resolves. What was started before something failed is
 * stopped again, the newest first. @throws HomeportError SETTINGS_001.
 */
export async function startGateway(deps: GatewayDeps): Promise<Gateway> {
  const running: Running = { started: createDisposables(), kept: createDisposables(), goodbye: 'restart' }
  try {
    return await listen(deps, running)
  } catch (error) {
    await running.started.dispose()
    await running.kept.dispose()
    throw error
  }
}

async function listen(deps: GatewayDeps, running: Running): Promise<Gateway> {
  const { started, kept } = running
  const server = createHttpServer(withOwnBodyTime(deps.limits))
  let closed: Promise<void> | undefined
  // Sockets end in between; a listener that no longer accepts still waits for them.
  started.add(async () => {
    server.closeAllConnections()
    await closed
  })
  let port = 0
  const modules = composeModules(deps, {
    mode: 'served',
    started,
    kept,
    port: () => port,
    hostInPanic: async () => deps.host,
  })
  const { dispatch, auditor, owner, auth, wire, metrics, tickets, routers } = modules
  const remote = modules.remote.access
  // Before anything else ends, so that sockets are notified while every listener is still open.
  started.add(() => wire.sockets.closeAll(running.goodbye))
  const listener = await listenOnLoopback(server, deps.wantedPort)
  started.add(() => {
    closed = listener.close()
  })
  port = listener.port
  const answers = createAnswers({ deps, auth, wire, metrics, auditor, dispatch, tickets, routers })
  const allowed = loopbackOrigins(port)
  const local = answers('loopback', () => allowed)
  local.unauthenticated.watch(server)
  answerMalformed(server, 'plain')
  server.on('request', local.onRequest)
  server.on('checkExpectation', local.onRequest)
  server.on('upgrade', local.onUpgrade)
  await remote.begin(answers('remote', () => remote.origins()))
  return {
    dispatch,
    auditor,
    owner,
    port,
    info: modules.info,
    checkRemote: () => remote.check(),
    close: async (kind) => {
      running.goodbye = kind
      await started.dispose()
    },
    release: () => void kept.dispose(),
  }
}
