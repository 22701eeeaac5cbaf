import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { Actor } from '#shared/operations/session.ts'
import { openDatabase } from '#server/platform/database.ts'
import { type Disposables, createDisposables } from '#server/platform/disposables.ts'
import { createAdminHandlers } from './hostLink/serverHandlers.ts'
import { type AuditLog } from './audit/auditLog.ts'
import { createAuditor } from './audit/auditor.ts'
import { type Auditor } from './kernel/call.ts'
import { openAuditLogOf } from './audit/openAuditLog.ts'
import { actorFor } from './auth/actor.ts'
import { createDeviceHandlers } from './auth/deviceHandlers.ts'
import { createGithubHandlers } from './auth/github/handlers.ts'
import { createAuthHandlers } from './auth/handlers.ts'
import type { Credential } from './kernel/identity.ts'
import { createRevoke } from './auth/revoke.ts'
import { createAnswers } from './composeAnswers.ts'
import { type AuthParts, createAuthParts } from './auth/module.ts'
import { createPanelHandlers } from './observability/module.ts'
import type { GatewayDeps, GatewayParts } from './gatewayParts.ts'
import { type Dispatch, createDispatch } from './kernel/dispatch.ts'
import { loopbackOrigins } from './kernel/sameOrigin.ts'
import { answerMalformed } from './answers/answerMalformed.ts'
import { createHttpServer, listenOnLoopback } from './kernel/listen.ts'
import { createMetrics } from './observability/metrics/metrics.ts'
import { createRemoteHandlers } from './remote/handlers.ts'
import { createHostHandlers } from './hostLink/handlers.ts'
import { openRemoteAccess } from './remote/module.ts'
import { createStopMembers } from './members/stopMembers.ts'
import { obeySettings } from './settings/obeySettings.ts'
import { createProofs } from './remote/selfTest/proofs.ts'
import { createSessionCount } from './hostLink/sessionCount.ts'
import { createRemoteCredentialStore } from './remote/remoteCredentials.ts'
import { migrations } from './store/migrations.ts'
import type { SignInStore } from './auth/store/signIns.ts'
import { type Connections, createConnections } from './wire/connections.ts'
import { createToldSubscriptions } from './wire/streams/toldSubscriptions.ts'
import { listFolders } from './workspace/folders/folders.ts'

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

/**
 * The only place that says what stands on what. Listens when it resolves. What was started before something failed is
 * stopped again, the newest first. @throws HomeportError SETTINGS_001.
 */
export async function startGateway(deps: GatewayDeps): Promise<Gateway> {
  const started: Started = { running: createDisposables(), kept: createDisposables(), goodbye: 'restart' }
  const stop = async (goodbye: Started['goodbye']): Promise<void> => {
    started.goodbye = goodbye
    await started.running.dispose()
  }
  try {
    return await open(deps, { started, stop })
  } catch (error) {
    await stop('restart')
    await started.kept.dispose()
    throw error
  }
}

/** What runs, and what outlives it so that the stop itself can be audited. `goodbye`: what sockets are told. */
interface Started {
  readonly running: Disposables
  readonly kept: Disposables
  goodbye: 'for_good' | 'restart'
}

async function open(
  deps: GatewayDeps,
  { started, stop }: { readonly started: Started; readonly stop: Gateway['close'] },
): Promise<Gateway> {
  const database = openDatabase(deps.paths.homeportDb, migrations)
  started.kept.add(() => database.close())
  const server = createHttpServer()
  let closed: Promise<void> | undefined
  // Sockets end in between: whoever listens no more still waits for them.
  started.running.add(async () => {
    server.closeAllConnections()
    await closed
  })
  const parts = createParts(deps, { database, started })
  const listener = await listenOnLoopback(server, deps.wantedPort)
  started.running.add(() => {
    closed = listener.close()
  })
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
  const handlers = createHandlers(deps, { ...parts, info, port })
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
    close: stop,
    release: () => void started.kept.dispose(),
  }
}

function createParts(
  deps: GatewayDeps,
  { database, started }: { readonly database: Database; readonly started: Started },
): GatewayParts {
  const { clock, host: link } = deps
  const add = (stop: () => unknown) => started.running.add(stop)
  const audit = openAuditLogOf(database, { clock, headFile: deps.paths.auditHead })
  started.kept.add(() => audit.close())
  // Before the sockets, so that they are told goodbye while its door is still open.
  const remote = openRemoteAccess(deps, () => auth.connections.closeDoor('remote'))
  add(() => remote.close())
  const closing = (end: (goodbye: Started['goodbye']) => unknown) => add(() => end(started.goodbye))
  const auth: AuthParts & { readonly connections: Connections } = createAuthParts(deps, {
    database,
    audit,
    closing,
    openSockets: createConnections,
  })
  const { users, personalTokens, connections } = auth
  const metrics = createMetrics({
    clock,
    link,
    actors: () => users.list().map(actorFor),
    sockets: () => connections.size(),
    version: deps.version,
  })
  add(() => metrics.close())
  const stopMembers = createStopMembers({ link, users, audit })
  add(() => stopMembers.dispose())
  auth.onPeopleChanged(() => void stopMembers.now())
  const subscriptions = createToldSubscriptions({ link, clock, notices: auth.notices })
  add(() => subscriptions.dispose())
  add(obeySettings(deps.settings, audit))
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
    subscriptions,
    sessionCount: createSessionCount({ link, clock }),
    owner: actorFor(users.localOwner(deps.username)),
    remote,
    proofs: createProofs(),
    remoteCredentials: createRemoteCredentialStore(database),
  }
}

function createHandlers(deps: GatewayDeps, parts: GatewayParts & Pick<Gateway, 'info' | 'port'>) {
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
    ...createAdminHandlers({
      info: parts.info,
      stop: deps.stop,
      check: async () => ({
        port: parts.port,
        vault: { kind: deps.vault.kind, problem: await deps.vault.problem() },
        claude: await link.call('claude.status', {}, parts.owner),
      }),
    }),
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

/** All of them came from elsewhere, whichever listener they used. */
function githubSignIns(signIns: SignInStore): Credential[] {
  return signIns.idsVia('github').map((id) => ({ kind: 'sign_in', id }))
}
