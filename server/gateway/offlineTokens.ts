import { userInfo } from 'node:os'
import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { openDatabase } from '#server/platform/database.ts'
import type { Paths } from '#server/platform/paths.ts'
import { holdInstanceLock } from '#server/platform/instanceLock.ts'
import type { Database } from 'better-sqlite3'
import { type Auditor, createAuditor } from './audit/auditor.ts'
import { openAuditLogOf } from './audit/openAuditLog.ts'
import { createPersonalToken, publicToken } from './auth/personalTokens.ts'
import { createPersonalTokenStore } from './store/personalTokens.ts'
import { migrations } from './store/schema.ts'
import { createUserStore } from './store/users.ts'

type TokenOperation = 'access_token.create' | 'access_token.list' | 'access_token.revoke'

/** The token operations while no gateway runs; the same rows, the same answers, the same audit log. */
export type OfflineTokens = { readonly [N in TokenOperation]: (params: ParamsOf<N>) => ResultOf<N> }

/**
 * Does something with the tokens of a data directory that nobody serves.
 * @throws HomeportError SESSION_003 when a gateway starts at this very moment: ask that one.
 */
export function withOfflineTokens<R>(paths: Paths, use: (tokens: OfflineTokens) => R): R {
  const release = holdInstanceLock(`${paths.runDir}/gateway.lock`)
  if (release === null) {
    throw new HomeportError('SESSION_003', 'Homeport is just starting or stopping. Try again in a moment.')
  }
  try {
    const database = openDatabase(paths.homeportDb, migrations)
    const log = openAuditLogOf(database, { clock: systemClock, headFile: paths.auditHead })
    try {
      return use(offlineTokens(database, createAuditor({ log, nameOf: () => null, onRefused: () => {} })))
    } finally {
      log.close()
      database.close()
    }
  } finally {
    release()
  }
}

function offlineTokens(database: Database, auditor: Auditor): OfflineTokens {
  const deps = { clock: systemClock, ids: systemIds }
  const store = createPersonalTokenStore(database)
  const owner = createUserStore(database, deps).localOwner(userInfo().username)
  const actor = { user_id: owner.id, username: owner.username, role: owner.role }

  const audited =
    <N extends TokenOperation>(name: N, run: (params: ParamsOf<N>) => ResultOf<N>) =>
    (params: ParamsOf<N>): ResultOf<N> => {
      const origin = { address: 'local', user_agent: '', request_id: null }
      const attempt = { name, origin, caller: { kind: 'local', actor } as const, input: params, params }
      let result: ResultOf<N>
      try {
        result = run(params)
      } catch (error) {
        auditor.failed(attempt, error)
        throw error
      }
      auditor.succeeded(attempt, result)
      return result
    }

  return {
    'access_token.create': audited('access_token.create', (params) =>
      createPersonalToken({ ...deps, store }, owner.id, params),
    ),
    'access_token.list': () => ({ tokens: store.listOf(owner.id).map(publicToken) }),
    'access_token.revoke': audited('access_token.revoke', ({ id }) => {
      if (!store.remove(id)) {
        throw new HomeportError('AUTH_003', `There is no token with the id ${id}. "homeport token list" shows them.`)
      }
      return { success: true }
    }),
  }
}
