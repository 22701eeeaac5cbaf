import type { Server } from 'node:http'
import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { ServerInfo } from '#shared/operations/admin.ts'
import type { Actor } from '#shared/operations/session.ts'
import { openDatabase } from '#server/platform/database.ts'
import { createAdminHandlers } from './adminHandlers.ts'
import { type AuditLog } from './audit/auditLog.ts'
import { type Auditor, createAuditor } from './audit/auditor.ts'
import { openAuditLogOf } from './audit/openAuditLog.ts'
import { createDeviceHandlers } from './auth/deviceHandlers.ts'
import { createGithubHandlers } from './auth/github/handlers.ts'
import { createAuthHandlers } from './auth/handlers.ts'
import { publicUser } from './auth/local.ts'
import { type AuthDeps, type AuthParts, createAuthParts } from './composeAuth.ts'
import { type Dispatch, createDispatch } from './dispatch.ts'
import type { HostConnection } from './hostConnection.ts'
import { createApp } from './http/app.ts'
import { describeApi } from './http/openapi.ts'
import { loopbackOrigins } from './http/sameOrigin.ts'
import { createStaticUi } from './http/staticUi.ts'
import { type WantedPort, createHttpServer, listenOnLoopback } from './listen.ts'
import { type Metrics, createMetrics } from './observe/metrics.ts'
import { cached, probeDatabase, probeDisk } from './observe/probes.ts'
import { createSessionCount } from './sessionCount.ts'
import { migrations } from './store/schema.ts'
import type { StoredUser } from './store/users.ts'
import { type Subscriptions, createSubscriptions } from './wire/subscriptions.ts'
import { createUpgradeListener } from './wire/upgrade.ts'
import { listFolders } from './workspace/folders.ts'

export interface GatewayDeps extends AuthDeps {
  readonly host: HostConnection
  readonly databaseFile: string
  readonly auditHeadFile: string
  /** The built page. */
  readonly uiFolder: string
  readonly version: string
  readonly home: string
  /** The operating system's name of the person whose data directory this is. */
  readonly username: string
  readonly wantedPort: WantedPort
  /** What `server.stop` of the control socket does. */
  readonly stop: (options: { readonly keepSessions: boolean }) => Promise<void>
}

/** A running gateway. */
export interface Gateway {
  readonly dispatch: Dispatch
  readonly auditor: Auditor
  readonly owner: Actor
  readonly port: number
  /** Where it is, with a fresh sign-in link for the user. */
  info(userId: UserId): ServerInfo
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
  const database = openDatabase(deps.databaseFile, migrations)
  const server = createHttpServer()
  try {
    const parts = createParts(deps, database)
    const port = await listenOnLoopback(server, deps.wantedPort)
    const localUrl = `http://127.0.0.1:${port}`
    const info = (userId: UserId): ServerInfo => ({
      local_url: localUrl,
      sign_in_url: `${localUrl}/#secret=${parts.localSignIn.createSecret(userId)}`,
      ws_url: `ws://127.0.0.1:${port}/ws`,
      remote_url: null,
      data_dir: deps.dataDir,
      gateway_pid: process.pid,
      host_pid: deps.host.lastPid() ?? 0,
    })
    const handlers = createHandlers(deps, { ...parts, info })
    const dispatch = createDispatch({ link: deps.host, handlers, auditor: parts.auditor })
    attach(server, deps, { ...parts, dispatch, port })
    return {
      dispatch,
      auditor: parts.auditor,
      owner: parts.owner,
      port,
      info,
      close: (kind) => close(kind, { ...parts, server }),
      release: () => {
        parts.audit.close()
        database.close()
      },
    }
  } catch (error) {
    server.close()
    database.close()
    throw error
  }
}

interface Parts extends AuthParts {
  readonly database: Database
  readonly audit: AuditLog
  readonly auditor: Auditor
  readonly metrics: Metrics
  readonly subscriptions: Subscriptions
  readonly sessionCount: ReturnType<typeof createSessionCount>
  readonly owner: Actor
}

function createParts(deps: GatewayDeps, database: Database): Parts {
  const { clock, host: link } = deps
  const auth = createAuthParts(deps, database)
  const { users, personalTokens, connections } = auth
  const audit = openAuditLogOf(database, { clock, headFile: deps.auditHeadFile })
  const metrics = createMetrics({
    clock,
    link,
    actors: () => users.list().map(asActor),
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
    subscriptions: createSubscriptions({ link, clock }),
    sessionCount: createSessionCount({ link, clock }),
    owner: asActor(auth.users.localOwner(deps.username)),
  }
}

function createHandlers(deps: GatewayDeps, parts: Parts & { readonly info: Gateway['info'] }) {
  const { clock, ids } = deps
  return {
    ...createAuthHandlers({
      ...parts,
      personalTokens: { clock, ids, store: parts.personalTokens },
      activeSessions: (actor) => parts.sessionCount.of(actor),
      closeSockets: (credential) => parts.connections.closeCredential(credential),
      signInUrl: (userId) => parts.info(userId).sign_in_url,
    }),
    ...createDeviceHandlers({
      ...parts,
      closeSockets: (credential) => parts.connections.closeCredential(credential),
    }),
    ...createGithubHandlers({
      ...parts.github,
      accounts: parts.accounts,
      reviewSockets: () => parts.connections.review(),
    }),
    ...createAdminHandlers({ info: parts.info, stop: deps.stop }),
    'audit.list': (params: Parameters<AuditLog['list']>[0]) => parts.audit.list(params),
    'folder.list': (params: Parameters<typeof listFolders>[1]) => listFolders({ home: deps.home, clock }, params),
  }
}

function attach(
  server: Server,
  deps: GatewayDeps,
  parts: Parts & { readonly dispatch: Dispatch; readonly port: number },
): void {
  const { clock, ids, host } = deps
  const { cookies, guard, dispatch, connections, subscriptions, auditor, metrics } = parts
  const allowed = loopbackOrigins(parts.port)
  const origins = () => allowed
  let description: object | undefined
  const app = createApp({
    clock,
    ids,
    origins,
    auditor,
    metrics,
    ui: createStaticUi(deps.uiFolder),
    routes: {
      dispatch,
      guard,
      cookies,
      github: parts.github.signIn,
      clock,
      describe: () => (description ??= describeApi({ version: deps.version, cookieName: cookies.session })),
    },
    health: {
      clock,
      link: host,
      hostProblem: () => host.problem(),
      sessionCount: parts.sessionCount,
      owner: parts.owner,
      connectedUsers: () => connections.connectedUsers(),
      database: cached(clock, () => probeDatabase(parts.database)),
      disk: cached(clock, () => probeDisk(deps.dataDir)),
      isAuditWell: () => parts.audit.isWell(),
    },
  })
  server.on('request', app)
  server.on(
    'upgrade',
    createUpgradeListener({
      clock,
      ids,
      cookies,
      guard,
      dispatch,
      auditor,
      origins,
      connections,
      onFrameSent: () => metrics.frameSent(),
      join: (viewer) => subscriptions.join(viewer),
      publicUser: (userId) => publicUser(existing(parts.users.find(userId))),
    }),
  )
}

async function close(kind: 'for_good' | 'restart', parts: Parts & { readonly server: Server }): Promise<void> {
  const closed = new Promise<void>((resolve) => parts.server.close(() => resolve()))
  parts.subscriptions.dispose()
  parts.metrics.close()
  await parts.connections.closeAll(kind)
  parts.server.closeAllConnections()
  await closed
}

function asActor(user: StoredUser): Actor {
  return { user_id: user.id, username: user.username, role: user.role }
}

function existing(user: StoredUser | null): StoredUser {
  if (user === null) {
    throw new Error('a signed-in user is not in the database')
  }
  return user
}
