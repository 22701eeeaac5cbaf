import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { actorOf } from '../kernel/call.ts'
import type { Caller } from '../kernel/identity.ts'
import type { Module } from '../kernel/module.ts'
import type { Looking } from './deciding/looking.ts'
import { testMessage } from './deciding/messages.ts'
import type { AddressStore } from './elsewhere/addressStore.ts'
import type { PushKeys } from './keys.ts'
import { checkEndpoint } from './sending/endpoint.ts'
import type { RoundTrips } from './sending/roundTrips.ts'
import type { Sender } from './sending/sender.ts'
import type { Subscription, SubscriptionStore } from './subscriptions.ts'

export type PushRow =
  | 'push.status'
  | 'push.key'
  | 'push.subscribe'
  | 'push.unsubscribe'
  | 'push.test'
  | 'push.test_devices'
  | 'push.arrived'
  | 'push.looking'
  | 'push.rotate'

export interface PushHandlersDeps {
  readonly clock: Clock
  readonly ids: Ids
  readonly keys: PushKeys
  readonly store: SubscriptionStore
  readonly addresses: Pick<AddressStore, 'of'>
  readonly sender: Pick<Sender, 'prove'>
  readonly trips: RoundTrips
  readonly looking: Pick<Looking, 'say'>
  /** The origin of a test's own push service; null: none. */
  readonly standIn: string | null
  /** Called when somebody else wants to be told, or no more. */
  readonly refresh: () => void
}

export function createPushHandlers(deps: PushHandlersDeps): Module<PushRow>['handlers'] {
  const { clock, ids, keys, store, sender, looking, standIn, refresh } = deps
  return {
    'push.status': (_params, { caller }) => statusOf(caller, deps),
    'push.key': async () => ({ public_key: (await keys.current()).publicKey }),
    'push.subscribe': async ({ endpoint, p256dh, auth: secret, can_answer }, { caller }) => {
      const sign_in_id = browserOf(caller)
      checkEndpoint(endpoint, standIn)
      const { publicKey: server_key } = await keys.current()
      const subscription = { sign_in_id, endpoint, p256dh, auth: secret, server_key, created_at: clock.now() }
      store.put({ ...subscription, can_answer: can_answer ? 1 : 0 })
      refresh()
      return { success: true }
    },
    'push.unsubscribe': (_params, { caller }) => {
      store.remove(browserOf(caller))
      refresh()
      return { success: true }
    },
    'push.test': async (_params, { caller }) => {
      const subscription = store.find(browserOf(caller))
      if (subscription === null) {
        throw new HomeportError('PUSH_002', 'No notifications go to this browser yet. Switch them on first.')
      }
      const test = ids.uuid()
      const began = clock.monotonic()
      const badge = 0
      const proved = await sender.prove(subscription, testMessage(test, { at: clock.now(), badge }))
      return { test, ...proved, took_ms: Math.round(clock.monotonic() - began) }
    },
    'push.test_devices': async (_params, { caller }) => {
      const all = store.of(actorOf(caller).user_id, clock.now())
      return { devices: await Promise.all(all.map((one) => tripTo(one, deps))) }
    },
    'push.arrived': ({ test }, { caller }) => ({ success: deps.trips.arrive(test, browserOf(caller)) }),
    'push.looking': ({ page, looking: isLooking }, { caller, gone, base_url }) => {
      // Only a frame's caller stays: that of an HTTP request is gone with its answer.
      looking.say(actorOf(caller).user_id, { page, gone: base_url === '' ? gone : undefined }, isLooking)
      return { success: true }
    },
    'push.rotate': async () => {
      const { publicKey: public_key } = await keys.rotate()
      store.removeAll()
      refresh()
      return { public_key }
    },
  }
}

/** There and back: to the push service, from there to the browser, and its own word. */
async function tripTo(
  to: Subscription,
  { clock, ids, sender, trips }: PushHandlersDeps,
): Promise<ResultOf<'push.test_devices'>['devices'][number]> {
  const test = ids.uuid()
  const trip = trips.begin(test, to.sign_in_id)
  const proved = await sender.prove(to, testMessage(test, { at: clock.now(), badge: 0 }))
  if (!proved.accepted) {
    trip.end()
  }
  return { name: to.device_name, since: iso(to.created_at), ...proved, arrived_ms: await trip.arrived }
}

/** @throws HomeportError PUSH_002 for whoever has no notifications to be shown. */
function browserOf(caller: Caller): string {
  if (caller.kind !== 'signed_in' || caller.identity.credential.kind !== 'sign_in') {
    throw new HomeportError('PUSH_002', 'Only a browser that is signed in can be notified.')
  }
  return caller.identity.credential.id
}

function statusOf(
  caller: Caller,
  { store, addresses, clock }: Pick<PushHandlersDeps, 'store' | 'addresses' | 'clock'>,
): ResultOf<'push.status'> {
  const isBrowser = caller.kind === 'signed_in' && caller.identity.credential.kind === 'sign_in'
  const confirmed = addresses.of(actorOf(caller).user_id).filter(({ confirmed_at }) => confirmed_at !== null).length
  const mine = isBrowser ? store.find(caller.identity.credential.id) : null
  return {
    subscription: mine === null ? null : { since: iso(mine.created_at), last: lastOf(mine) },
    devices: store.of(actorOf(caller).user_id, clock.now()).length + confirmed,
  }
}

function lastOf({ last_at, last_outcome }: Subscription): { at: string; outcome: string } | null {
  return last_at === null || last_outcome === null ? null : { at: iso(last_at), outcome: last_outcome }
}

function iso(moment: number): string {
  return new Date(moment).toISOString()
}
