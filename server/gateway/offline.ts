import { userInfo } from 'node:os'
import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/database.ts'
import { holdInstanceLock } from '#server/platform/files/instanceLock.ts'
import { openLiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createAuditor } from './audit/auditor.ts'
import { type Auditor } from './kernel/call.ts'
import { openAuditLogOf } from './audit/openAuditLog.ts'
import { actorFor } from './auth/actor.ts'
import { createAccountLookUp } from './auth/github/accountLookUp.ts'
import { createGithubApi } from './auth/github/githubApi.ts'
import { allowAccount, allowedAccount, disallowAccount } from './auth/github/handlers.ts'
import { createGithubSetup } from './auth/github/setup.ts'
import { noCookies } from './kernel/cookie.ts'
import { createNotices } from './auth/notices.ts'
import { createPersonalToken, publicToken } from './auth/personalTokens.ts'
import { offlineRemote } from './offlineRemote.ts'
import { createSettingsHandlers } from './settings/handlers.ts'
import { createAccountStore } from './auth/store/accounts.ts'
import { createPersonalTokenStore } from './auth/store/personalTokens.ts'
import { migrations } from './store/migrations.ts'
import { createSecurityNoticeStore } from './auth/store/securityNotices.ts'
import { createUserStore } from './auth/store/users.ts'

type OfflineOperation =
  | 'access_token.create'
  | 'access_token.list'
  | 'access_token.revoke'
  | 'account.allow'
  | 'account.disallow'
  | 'account.list'
  | 'account.look_up'
  | 'github.configure'
  | 'github.status'
  | 'remote.status'
  | 'remote.on'
  | 'remote.off'
  | 'server.panic'
  | 'settings.change'
  | 'settings.list'

/** What the command line can do while no gateway runs; the same rows, the same answers. */
export type OfflineOperations = {
  readonly [N in OfflineOperation]: (params: ParamsOf<N>) => ResultOf<N> | Promise<ResultOf<N>>
}

export interface OfflineDeps {
  readonly paths: Paths
  readonly env: NodeJS.ProcessEnv
  readonly vault: Vault
}

/**
 * Does something in a data directory that nobody serves.
 * @throws HomeportError HOST_001 when a gateway starts at this very moment: ask that one.
 */
export async function whileOffline<R>(
  deps: OfflineDeps,
  use: (operations: OfflineOperations) => R | Promise<R>,
): Promise<R> {
  const release = holdInstanceLock(`${deps.paths.runDir}/gateway.lock`)
  if (release === null) {
    throw new HomeportError('HOST_001', 'Homeport is just starting or stopping. Try again in a moment.')
  }
  try {
    const database = openDatabase(deps.paths.homeportDb, migrations)
    const log = openAuditLogOf(database, { clock: systemClock, headFile: deps.paths.auditHead })
    try {
      return await use(
        createOperations(deps, database, createAuditor({ log, nameOf: () => null, onRefused: () => {} })),
      )
    } finally {
      log.close()
      database.close()
    }
  } finally {
    release()
  }
}

function createOperations({ paths, env, vault }: OfflineDeps, database: Database, auditor: Auditor): OfflineOperations {
  const deps = { clock: systemClock, ids: systemIds }
  const store = createPersonalTokenStore(database)
  const notices = createNotices({ ...deps, store: createSecurityNoticeStore(database) })
  const owner = createUserStore(database, deps).localOwner(userInfo().username)
  const accounts = createAccountStore(database, deps)
  const settings = openLiveSettings({ paths, env })
  const github = createGithubSetup({ ...deps, settings, vault })
  const remote = offlineRemote({ paths, settings, database })
  const audited = auditing(auditor, actorFor(owner))
  const changes = createSettingsHandlers({ settings, settingsFile: paths.settingsFile })
  const call = {
    ...origin,
    caller: { kind: 'local', actor: actorFor(owner) },
    cookies: noCookies,
    base_url: '',
  } as const
  return {
    'access_token.create': audited('access_token.create', (params) =>
      createPersonalToken({ ...deps, store, notices }, owner.id, params),
    ),
    'access_token.list': () => ({ tokens: store.list(owner.id).map(publicToken) }),
    'access_token.revoke': audited('access_token.revoke', ({ id }) => {
      if (!store.remove(id)) {
        throw new HomeportError('AUTH_003', `There is no token with the id ${id}. "homeport token list" shows them.`)
      }
      return { success: true }
    }),
    'account.allow': audited('account.allow', ({ github_id, role }) =>
      allowedAccount(allowAccount(accounts, github_id, role)),
    ),
    'account.disallow': audited('account.disallow', ({ github_id }) => {
      disallowAccount(accounts, github_id)
      return { success: true }
    }),
    'account.look_up': ({ account }) => createAccountLookUp({ api: createGithubApi(), setup: github }).find(account),
    'account.list': () => ({ accounts: accounts.list().map(allowedAccount) }),
    'github.configure': audited('github.configure', (params) => {
      if (params.client_secret !== undefined && vault.kind === 'memory') {
        throw forgetful()
      }
      return github.configure(params)
    }),
    'remote.status': () => remote.status(),
    'remote.on': audited('remote.on', (params) => remote.on(params)),
    'remote.off': audited('remote.off', () => remote.off()),
    'server.panic': audited('server.panic', () => remote.panic()),
    'github.status': () => github.status(),
    'settings.change': audited('settings.change', (params) => changes['settings.change'](params, call)),
    'settings.list': (params) => changes['settings.list'](params, call),
  }
}

const origin = { address: 'local', user_agent: '', request_id: null }

/** Writes down what an operation did, and that it failed, as the gateway would. */
function auditing(auditor: Auditor, actor: Actor) {
  return <N extends OfflineOperation>(name: N, run: (params: ParamsOf<N>) => ResultOf<N> | Promise<ResultOf<N>>) =>
    async (params: ParamsOf<N>): Promise<ResultOf<N>> => {
      const attempt = { name, origin, caller: { kind: 'local', actor } as const, input: params, params }
      let result: ResultOf<N>
      try {
        result = await run(params)
      } catch (error) {
        auditor.failed(attempt, error)
        throw error
      }
      auditor.succeeded(attempt, result)
      return result
    }
}

function forgetful(): HomeportError {
  return new HomeportError(
    'SETTINGS_001',
    'The vault "memory" forgets the client secret at once while Homeport does not run. Start it first, or choose another vault.',
    { details: { key: 'vault' } },
  )
}
