import type { Database } from 'better-sqlite3'
import { auditMigrations } from '#server/gateway/audit/migrations.ts'
import { authMigrations } from '#server/gateway/auth/migrations.ts'
import { preferencesMigrations } from '#server/gateway/preferences/migrations.ts'
import { pushMigrations } from '#server/gateway/push/migrations.ts'
import { pullRequestsMigrations } from '#server/gateway/pullRequests/migrations.ts'
import { openStore } from '#server/gateway/store/openStore.ts'
import { terminalMigrations } from '#server/gateway/terminals/migrations.ts'

/** Opens the database of a gateway as the gateway does. */
export function openHomeportDb(file: string): Database {
  return openStore(file, [
    authMigrations,
    auditMigrations,
    preferencesMigrations,
    pushMigrations,
    terminalMigrations,
    pullRequestsMigrations,
  ])
}
