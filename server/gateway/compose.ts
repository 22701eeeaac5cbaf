import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { Actor } from '#shared/operations/session.ts'
import { openDatabase } from '#server/platform/database.ts'
import { createAdminHandlers } from './adminHandlers.ts'
import { type AuditLog } from './audit/auditLog.ts'
import { type Auditor, createAuditor } from './audit/auditor.ts'
import { openAuditLogOf } from './audit/openAuditLog.ts'
import { actorFor } from './auth/actor.ts'
import { createDeviceHandlers } from './auth/deviceHandlers.ts'
import { createGithubHandlers } from './auth/github/handlers.ts'
import { createAuthHandlers } from './auth/handlers.ts'
import type { Credential } from './auth/identity.ts'
import { createRevoke } from './auth/revoke.ts'
import { createAnswers } from './composeAnswers.ts'
import { createAuthParts } from './composeAuth.ts'
import { createPanelHandlers } from './composePanel.ts'
import { type Dispatch, createDispatch } from './dispatch.ts'
import type { GatewayDeps, GatewayParts } from './gatewayParts.ts'
import { loopbackOrigins } from './http/sameOrigin.ts'
import { answerMalformed } from './http/answerMalformed.ts'
import { type LoopbackListener, createHttpServer, listenOnLoopback } from './listen.ts'
import { createMetrics } from './observe/metrics.ts'
import { createRemoteHandlers } from './remote/handlers.ts'
import { createHostHandlers } from './renewHost.ts'
import { openRemoteAccess } from './remote/openRemoteAccess.ts'
import { createStopMembers } from './members/stopMembers.ts'
import { obeySettings } from './settings/obeySettings.ts'

import { createProofs } from './remote/selfTest/proofs.ts'
import { createSessionCount } from './sessionCount.ts'
import { createRemoteCredentialStore } from './store/remoteCredentials.ts'
import { migrations } from './store/schema.ts'
import type { SignInStore } from './store/signIns.ts'
import { createToldSubscriptions } from './wire/toldSubscriptions.ts'
import { listFolders } from './workspace/folders.ts'

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

/** The only place that says what stands on what. Listens when it resolves. @throws HomeportError SETTINGS_001. */
export async function startGateway(deps: GatewayDeps): Promise<Gateway> {
  const database = openDatabase(deps.paths.homeportDb, migrations)
  const server = createHttpServer()
  let made: GatewayParts | undefined
  let opened: LoopbackListener | undefined
  try {
    const parts = createParts(deps, database)
    made = parts
    const listener = await listenOnLoopback(server, deps.wantedPort)
    opened = listener
    const { port } = listener
    const localUrl = `http://127.0.0.1:${port}`
    const info = (userId: UserId): ServerInfo => ({
      local_url: localUrl,
      sign_in_url: `${localUrl}/#secret=${parts.localSignIn.createSecret(userId)}`,
      ws_url: `ws://127.0.0.1:${port}/ws`,
      remote_url: parts.remote.url(),
      data_dir: deps.paths.dataDir,
      gateway_pid: process.pid,
      host_pid: deps.host.lastPid() ?? 0,
    })
    const handlers = createHandlers(deps, { ...parts, info })
    const dispatch = createDispatch({
      link: deps.host,
      handlers,
      auditor: parts.auditor,
      usedRemotely: (credential) => parts.remoteCredentials.note(credential),
    })
    const answers = createAnswers(deps, { ...parts, dispatch })
    const allowed = loopbackOrigins(port)
    const local = answers('loopback', () => allowed)
    local.strangers.watch(server)
    answerMalformed(server, 'plain')
    server.on('request', local.onRequest)
    server.on('checkExpectation', local.onRequest)
    server.on('upgrade', local.onUpgrade)
    await parts.remote.begin(answers('remote', () => parts.remote.origins()))
    return {
      dispatch,
      auditor: parts.auditor,
      owner: parts.owner,
      port,
      info,
      checkRemote: () => parts.remote.check(),
      close: (kind) => close(kind, { ...parts, listener, endAll: () => server.closeAllConnections() }),
      release: () => {
        parts.audit.close()
        database.close()
      },
    }
  } catch (error) {
    await stopStarted(made, { listener: opened, endAll: () => server.closeAllConnections() })
    database.close()
    throw error
  }
}

function createParts(deps: GatewayDeps, database: Database): GatewayParts {
  const { clock, host: link } = deps
  const audit = openAuditLogOf(database, { clock, headFile: deps.paths.auditHead })
  const auth = createAuthParts(deps, { database, audit })
  const { users, personalTokens, connections } = auth
  const stopMembers = createStopMembers({ link, users, audit })
  auth.onPeopleChanged(() => void stopMembers.now())
  const metrics = createMetrics({
    clock,
    link,
    actors: () => users.list().map(actorFor),
    sockets: () => connections.size(),
    version: deps.version,
  })
  return {
    ...auth,
    database,
    audit,
    auditor: createAuditor({
      log: audit,
      nameOf: ({ kind, id }) => (kind === 'personal_token' ? (personalTokens.find(id)?.name ?? null) : null),
      onRefused: (code, action) => metrics.refused(code, action),
    }),
    metrics,
    subscriptions: createToldSubscriptions({ link, clock, notices: auth.notices }),
    sessionCount: createSessionCount({ link, clock }),
    owner: actorFor(users.localOwner(deps.username)),
    remote: openRemoteAccess(deps, () => connections.closeDoor('remote')),
    proofs: createProofs(),
    remoteCredentials: createRemoteCredentialStore(database),
    unfollowSettings: obeySettings(deps.settings, audit),
    stopMembers,
  }
}

function createHandlers(deps: GatewayDeps, parts: GatewayParts & { readonly info: Gateway['info'] }) {
  const { clock, ids, host: link } = deps
  const { connections, remoteCredentials, signIns, personalTokens, users } = parts
  const revoke = createRevoke({
    signIns,
    personalTokens,
    closeSockets: (credential) => connections.closeCredential(credential),
  })
  return {
    ...createAuthHandlers({
      ...parts,
      personalTokens: { clock, ids, store: personalTokens, notices: parts.notices },
      activeSessions: (actor) => parts.sessionCount.of(actor),
      revoke,
      usedRemotely: (credential) => remoteCredentials.note(credential),
      signInUrl: (userId) => parts.info(userId).sign_in_url,
    }),
    ...createDeviceHandlers({ ...parts, revoke }),
    ...createGithubHandlers({
      ...parts.github,
      accounts: parts.accounts,
      reviewPeople: parts.reviewPeople,
    }),
    ...createHostHandlers({
      host: deps.host,
      version: deps.version,
      actors: () => users.list().map(actorFor),
      endHost: deps.endHost,
    }),
    ...createAdminHandlers({ info: parts.info, stop: deps.stop }),
    ...createRemoteHandlers({
      ...parts,
      clock,
      panic: {
        link,
        actors: () => users.list().map(actorFor),
        takeRemoteCredentials: () =>
          remoteCredentials.take([...connections.credentialsOf('remote'), ...githubSignIns(signIns)]),
        revoke,
      },
    }),
    ...createPanelHandlers(deps, parts),
    'audit.list': (params: Parameters<AuditLog['list']>[0]) => parts.audit.list(params),
    'folder.list': (params: Parameters<typeof listFolders>[1]) => listFolders({ home: deps.home, clock }, params),
  }
}

/** What was started before the failure is stopped: nothing of it may meet the closed database. */
async function stopStarted(
  made: GatewayParts | undefined,
  opened: { readonly listener: LoopbackListener | undefined; readonly endAll: () => void },
): Promise<void> {
  const listener = opened.listener ?? { port: 0, close: async () => {} }
  if (made === undefined) {
    await listener.close()
  } else {
    await close('restart', { ...made, ...opened, listener })
    made.audit.close()
  }
}

async function close(
  kind: 'for_good' | 'restart',
  parts: GatewayParts & { readonly listener: LoopbackListener; readonly endAll: () => void },
): Promise<void> {
  const closed = parts.listener.close()
  parts.unfollowSettings()
  parts.subscriptions.dispose()
  parts.stopMembers.dispose()
  parts.metrics.close()
  await parts.connections.closeAll(kind)
  await parts.remote.close()
  parts.endAll()
  await closed
}

/** All of them came from elsewhere, whichever listener they used. */
function githubSignIns(signIns: SignInStore): Credential[] {
  return signIns.idsVia('github').map((id) => ({ kind: 'sign_in', id }))
}
