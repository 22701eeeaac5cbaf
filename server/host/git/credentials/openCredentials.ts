import type { Database } from 'better-sqlite3'
import type { Clock } from '#server/platform/clock.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { EventHub } from '../../sessions/streams/eventHub.ts'
import type { SessionLog } from '../../sessions/ports/sessionPorts.ts'
import { failureText } from '#server/platform/failure.ts'
import { type CredentialHandlerDeps, credentialHandlers } from './credentialHandlers.ts'
import { GitSecrets } from './gitSecrets.ts'
import { StoredCredentials } from './sessionCredentials.ts'

export interface OpenCredentialsDeps {
  readonly database: Database
  readonly vault: Vault
  readonly dataDir: string
  readonly clock: Clock
  readonly hub: Pick<EventHub, 'join'>
  readonly log: Pick<SessionLog, 'warn'>
  readonly registry: CredentialHandlerDeps['registry']
}

export interface OpenCredentials {
  readonly credentials: StoredCredentials
  readonly handlers: ReturnType<typeof credentialHandlers>
  /** Removes what was given for sessions that are over. Also what a host that died did not remove. */
  readonly sweep: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Opens what Git signs in with, on its table in `sessions.db`. What is a session's goes when that ends or is deleted. */
export function openCredentials(deps: OpenCredentialsDeps): OpenCredentials {
  const { database, vault, dataDir, clock, hub, log, registry } = deps
  const secrets = new GitSecrets(database, vault)
  const credentials = new StoredCredentials({ secrets, dataDir })
  let sweeping: Promise<void> = Promise.resolve()
  const sweep = () => {
    sweeping = sweeping
      .then(() => secrets.sweep())
      .catch((error: unknown) => {
        const reason = failureText(error)
        log.warn('what a session that is over signed in to Git with cannot be removed yet', { reason })
      })
    return sweeping
  }
  const subscription = hub.join(({ type, payload }) => {
    if (type === 'session_status' && payload.includes('"TERMINATED"')) {
      void sweep()
    }
  })
  return {
    credentials,
    handlers: credentialHandlers({ secrets, clock, registry }),
    sweep,
    close: async () => {
      subscription.leave()
      await sweeping
      await credentials.close()
    },
  }
}
