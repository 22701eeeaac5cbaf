import type { Database } from 'better-sqlite3'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { AuthModule } from '../../auth/module.ts'
import type { Timers } from '../deciding/timers.ts'
import { lookUp } from '../sending/endpoint.ts'
import { createPost } from '../sending/post.ts'
import { type AddressStore, createAddressStore } from './addressStore.ts'
import { createConfirmations } from './confirmations.ts'
import { createElsewhereHandlers, forgetSecrets } from './handlers.ts'
import { mailServerOf } from './mailServer.ts'
import { type Elsewhere, createElsewhere } from './sendElsewhere.ts'
import { isPrivateAllowed } from './target.ts'

const log = createLogger('push')

export interface OpenElsewhereDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly timers: Timers
  readonly vault: Vault
  readonly database: Database
  readonly auth: Pick<AuthModule, 'notices' | 'changes'>
  readonly settings: Pick<LiveSettings, 'current'>
  /** Where the page is reached from afar; null: nowhere. */
  readonly page: () => string | null
  /** Called when somebody else wants to be told, or no more. */
  readonly refresh: () => void
  readonly started: Pick<Disposables, 'add'>
}

export interface OpenElsewhere {
  readonly store: AddressStore
  readonly elsewhere: Elsewhere
  readonly handlers: ReturnType<typeof createElsewhereHandlers>
}

/** Notifications beside browsers: by ntfy, webhook and e-mail. */
export function openElsewhere(deps: OpenElsewhereDeps): OpenElsewhere {
  const { clock, ids, vault, database, auth, settings, page, timers, refresh, started } = deps
  const store = createAddressStore(database)
  const chosen = () => settings.current().notifications
  const privateHosts = () => chosen().private_hosts
  const post = createPost({ find: lookUp, mayBePrivate: (url) => isPrivateAllowed(url, privateHosts()) })
  const mailServer = () => mailServerOf(chosen(), vault)
  const elsewhere = createElsewhere({ clock, timers, vault, store, post, privateHosts, mailServer, page })
  started.add(() => elsewhere.dispose())
  const tidy = (): void => {
    forgetSecrets({ store, vault }).catch((error: unknown) => {
      // Tried again at the next change.
      log.warn('the secret of an address that is gone could not be deleted', { reason: failureText(error) })
    })
  }
  auth.changes.onPeopleChanged(tidy)
  const canMail = () => chosen().mail_server !== null && chosen().mail_from !== null
  const { notices } = auth
  const confirmations = createConfirmations({ clock, elsewhere })
  const parts = { clock, ids, vault, store, elsewhere, confirmations, notices, privateHosts, canMail, refresh }
  return { store, elsewhere, handlers: createElsewhereHandlers(parts) }
}
