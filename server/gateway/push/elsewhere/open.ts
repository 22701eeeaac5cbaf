import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Timers } from '../deciding/timers.ts'
import type { PushModuleDeps } from '../module.ts'
import { lookUp } from '../sending/endpoint.ts'
import { createPost } from '../sending/post.ts'
import { type AddressStore, createAddressStore } from './addressStore.ts'
import { createElsewhereHandlers, type ElsewhereHandlersDeps, forgetSecrets } from './handlers.ts'
import { mailServerOf } from './mailServer.ts'
import { type Elsewhere, createElsewhere } from './sendElsewhere.ts'
import { isPrivateAllowed } from './target.ts'

const log = createLogger('push')

export interface OpenElsewhere {
  readonly store: AddressStore
  readonly elsewhere: Elsewhere
  readonly handlersFor: (refresh: () => void) => ReturnType<typeof createElsewhereHandlers>
}

/** Notifications beside browsers: by ntfy, webhook and e-mail. */
export function openElsewhere(deps: PushModuleDeps & { readonly timers: Timers }): OpenElsewhere {
  const { clock, ids, vault, database, auth, settings, page, timers, started } = deps
  const store = createAddressStore(database)
  const chosen = () => settings.current().notifications
  const privateHosts = () => chosen().private_hosts
  const post = createPost({ find: lookUp, mayBePrivate: (url) => isPrivateAllowed(url, privateHosts()) })
  const mailServer = () => mailServerOf(chosen(), vault)
  const elsewhere = createElsewhere({ clock, timers, vault, store, post, privateHosts, mailServer, page })
  started.add(() => elsewhere.dispose())
  const tidy = (): void => {
    forgetSecrets({ store, vault }).catch((error: unknown) => {
      // Tried again at the next start.
      log.warn('the secret of an address that is gone could not be deleted', { reason: failureText(error) })
    })
  }
  auth.changes.onPeopleChanged(tidy)
  const parts: Omit<ElsewhereHandlersDeps, 'refresh'> = {
    clock,
    ids,
    vault,
    store,
    elsewhere,
    notices: auth.notices,
    privateHosts,
    canMail: () => chosen().mail_server !== null && chosen().mail_from !== null,
  }
  return { store, elsewhere, handlersFor: (refresh) => createElsewhereHandlers({ ...parts, refresh }) }
}
