import { HomeportError } from '#shared/errors.ts'
import { MAX_NOTIFICATION_ADDRESSES, type NotificationAddress } from '#shared/operations/notificationAddresses.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { actorOf } from '../../kernel/call.ts'
import type { Caller } from '../../kernel/identity.ts'
import type { Module } from '../../kernel/module.ts'
import type { AuthModule } from '../../auth/module.ts'
import { testMessage } from '../deciding/messages.ts'
import type { AddressStore, StoredAddress } from './addressStore.ts'
import { MAIL_PASSWORD } from './mailServer.ts'
import type { Confirmations } from './confirmations.ts'
import { type Elsewhere, secretName } from './sendElsewhere.ts'
import { checkTarget } from './target.ts'

const log = createLogger('push')

export type ElsewhereRow =
  | 'notifications.addresses'
  | 'notifications.add_address'
  | 'notifications.remove_address'
  | 'notifications.test_address'
  | 'notifications.send_code'
  | 'notifications.confirm_address'
  | 'notifications.has_mail_password'
  | 'notifications.mail_password'

export interface ElsewhereHandlersDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly vault: Vault
  readonly store: AddressStore
  readonly elsewhere: Pick<Elsewhere, 'prove'>
  readonly confirmations: Confirmations
  readonly notices: Pick<AuthModule['notices'], 'notify'>
  readonly privateHosts: () => readonly string[]
  readonly canMail: () => boolean
  /** Called when somebody else wants to be told, or no more. */
  readonly refresh: () => void
}

export function createElsewhereHandlers(deps: ElsewhereHandlersDeps): Module<ElsewhereRow>['handlers'] {
  const { clock, ids, vault, store, elsewhere, confirmations, canMail, refresh } = deps
  return {
    'notifications.addresses': (_params, { caller }) => ({
      addresses: store.of(actorOf(caller).user_id).map(shown),
      can_mail: canMail(),
    }),
    'notifications.add_address': async ({ kind, target, secret }, { caller }) => {
      const { user_id } = inPerson(caller)
      const checked = checkTarget(kind, target, deps.privateHosts())
      assertRoom(store.of(user_id), { kind, target: checked })
      const id = ids.uuid()
      if (kind === 'email') {
        confirmations.count({ user_id, target: checked })
      }
      const add = (): void => {
        // Asked in the same turn: many may have waited for the vault at once.
        assertRoom(store.of(user_id), { kind, target: checked })
        // Told where they are notified so far.
        deps.notices.notify({ user_id, message: `Notifications go to another address from now on (${kind}).` })
        const created_at = clock.now()
        store.add({
          id,
          user_id,
          kind,
          target: checked,
          created_at,
          confirmed_at: kind === 'email' ? null : created_at,
        })
      }
      await (secret === undefined ? add() : addWithSecret({ id, secret, add }, { store, vault }))
      refresh()
      if (kind === 'email') {
        await confirmations.send(existing(store, id, caller))
      }
      return shown(existing(store, id, caller))
    },
    'notifications.remove_address': async ({ address_id }, { caller }) => {
      const { id, has_secret } = existing(store, address_id, caller)
      store.remove(id)
      confirmations.forget(id)
      refresh()
      if (has_secret === 1) {
        await forgetSecrets({ store, vault })
      }
      return { success: true }
    },
    'notifications.test_address': async ({ address_id }, { caller }) => {
      const to = confirmed(existing(store, address_id, caller))
      const began = clock.monotonic()
      const message = testMessage(ids.uuid(), { at: clock.now(), badge: 0 })
      const proved = await elsewhere.prove(to, message)
      return { ...proved, took_ms: Math.round(clock.monotonic() - began) }
    },
    ...confirmHandlers(deps),
    'notifications.has_mail_password': () => mailPasswordIn(vault),
    'notifications.mail_password': async ({ password }) => {
      await (password === null ? vault.delete(MAIL_PASSWORD) : vault.set(MAIL_PASSWORD, password))
      return { success: true }
    },
  }
}

/** A vault that cannot be used is an answer: a machine without a keychain has nothing wrong with the question. */
async function mailPasswordIn(vault: Vault): Promise<{ kept: boolean; problem?: string }> {
  try {
    return { kept: (await vault.get(MAIL_PASSWORD)) !== null }
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'SETTINGS_001') {
      return { kept: false, problem: error.message }
    }
    throw error
  }
}

function confirmHandlers({
  clock,
  store,
  confirmations,
  refresh,
}: ElsewhereHandlersDeps): Pick<
  Module<ElsewhereRow>['handlers'],
  'notifications.send_code' | 'notifications.confirm_address'
> {
  return {
    'notifications.send_code': async ({ address_id }, { caller }) => {
      inPerson(caller)
      const to = unconfirmed(existing(store, address_id, caller))
      confirmations.count(to)
      return confirmations.send(to)
    },
    'notifications.confirm_address': ({ address_id, code }, { caller }) => {
      inPerson(caller)
      const { id } = unconfirmed(existing(store, address_id, caller))
      confirmations.check(id, code)
      store.confirm(id, clock.now())
      refresh()
      return shown(existing(store, id, caller))
    },
  }
}

/** Deletes what the vault holds for addresses that are gone, also those that went with their people. */
export async function forgetSecrets({ store, vault }: Pick<ElsewhereHandlersDeps, 'store' | 'vault'>): Promise<void> {
  for (const id of store.orphanedSecrets()) {
    await vault.delete(secretName(id))
    store.forgetSecret(id)
  }
}

/** @throws as `add` and the vault do; nothing is kept then. */
async function addWithSecret(
  { id, secret, add }: { readonly id: string; readonly secret: string; readonly add: () => void },
  { store, vault }: Pick<ElsewhereHandlersDeps, 'store' | 'vault'>,
): Promise<void> {
  try {
    await keepSecret(id, secret, { store, vault })
    add()
  } finally {
    store.doneAdding(id)
    await forgetSecrets({ store, vault }).catch((error: unknown) => {
      // Tried again at the next change.
      log.warn('the secret of an address that was not added could not be deleted', { reason: failureText(error) })
    })
  }
}

/** @throws as the vault does; nothing is kept then. */
async function keepSecret(
  id: string,
  secret: string,
  { store, vault }: Pick<ElsewhereHandlersDeps, 'store' | 'vault'>,
): Promise<void> {
  store.noteSecret(id)
  try {
    await vault.set(secretName(id), secret)
  } catch (error) {
    store.forgetSecret(id)
    throw error
  }
}

/** @throws HomeportError PUSH_003 */
function assertRoom(before: readonly StoredAddress[], wanted: Pick<StoredAddress, 'kind' | 'target'>): void {
  if (before.some(({ kind, target }) => kind === wanted.kind && target === wanted.target)) {
    throw new HomeportError('PUSH_003', 'You have this address already. Nothing was changed.')
  }
  if (before.length >= MAX_NOTIFICATION_ADDRESSES) {
    throw new HomeportError('PUSH_003', `You have ${MAX_NOTIFICATION_ADDRESSES} addresses already. Remove one first.`)
  }
}

/** An address outlives the token that named it. @throws HomeportError PUSH_003 for programs */
function inPerson(caller: Caller): Actor {
  if (caller.kind === 'signed_in' && caller.identity.credential.kind !== 'sign_in') {
    throw new HomeportError('PUSH_003', 'Only a person at a browser adds an address. Nothing was changed.')
  }
  return actorOf(caller)
}

/** Others' are not there. @throws HomeportError PUSH_004 */
function existing(store: AddressStore, id: string, caller: Caller): StoredAddress {
  const found = store.of(actorOf(caller).user_id).find((one) => one.id === id)
  if (found === undefined) {
    throw new HomeportError('PUSH_004', 'There is no such address of yours. It may have been removed.')
  }
  return found
}

/** @throws HomeportError PUSH_003 */
function confirmed(address: StoredAddress): StoredAddress {
  if (address.confirmed_at === null) {
    throw new HomeportError('PUSH_003', 'Enter the code that was sent to this address first. Nothing was sent.')
  }
  return address
}

/** @throws HomeportError PUSH_003 */
function unconfirmed(address: StoredAddress): StoredAddress {
  if (address.confirmed_at !== null) {
    throw new HomeportError('PUSH_003', 'This address is confirmed already. Nothing was changed.')
  }
  return address
}

function shown({ id, kind, target, created_at, ...stored }: StoredAddress): NotificationAddress {
  const { last_at, last_outcome: outcome, last_accepted } = stored
  const last =
    last_at === null || outcome === null
      ? null
      : { at: new Date(last_at).toISOString(), outcome, accepted: last_accepted === 1 }
  const facts = { has_secret: stored.has_secret === 1, confirmed: stored.confirmed_at !== null }
  return { id, kind, target, ...facts, since: new Date(created_at).toISOString(), last }
}
