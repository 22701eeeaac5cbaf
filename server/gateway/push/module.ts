import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { NotificationChoices } from '#shared/operations/push.ts'
import type { HostLink } from '#server/link/link.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import type { Disposables } from '#server/platform/disposables.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { AuthModule } from '../auth/module.ts'
import type { Module } from '../kernel/module.ts'
import { createLooking } from './deciding/looking.ts'
import { tellPeople } from './deciding/tellPeople.ts'
import { type Timers, systemTimers } from './deciding/timers.ts'
import { type ElsewhereRow } from './elsewhere/handlers.ts'
import { openElsewhere } from './elsewhere/open.ts'
import { type PushRow, createPushHandlers } from './handlers.ts'
import { createPushKeys } from './keys.ts'
import { lookUp } from './sending/endpoint.ts'
import { createPost } from './sending/post.ts'
import { createRoundTrips } from './sending/roundTrips.ts'
import { createSender } from './sending/sender.ts'
import { createSubscriptionStore } from './subscriptions.ts'

export interface PushModuleDeps {
  readonly clock: Clock
  readonly ids: Ids
  /** Where the key rests that push services know this Homeport by. */
  readonly vault: Vault
  readonly database: Database
  readonly link: HostLink
  readonly auth: Pick<AuthModule, 'actors' | 'guard' | 'notices' | 'changes' | 'users' | 'owner'>
  readonly choicesOf: (userId: UserId) => NotificationChoices
  readonly settings: Pick<LiveSettings, 'current'>
  /** Where the page is reached from afar; null: nowhere. */
  readonly page: () => string | null
  /** unserved: nobody is told of anything. */
  readonly mode: 'served' | 'unserved'
  readonly started: Pick<Disposables, 'add'>
  readonly timers?: Timers | undefined
  /** The origin of a test's own push service, which may lie on this machine; by HOMEPORT_PUSH_STAND_IN too. */
  readonly standIn?: string | undefined
}

/** Tells people in their browsers, also where no page is open, what needs them. */
export function openPush(deps: PushModuleDeps): Module<PushRow | ElsewhereRow> {
  const { clock, ids, auth, started, choicesOf, link } = deps
  const timers = deps.timers ?? systemTimers
  const standIn = deps.standIn ?? process.env['HOMEPORT_PUSH_STAND_IN'] ?? null
  const store = createSubscriptionStore(deps.database)
  const keys = createPushKeys(deps.vault)
  const post = createPost({ find: lookUp, mayBePrivate: ({ origin }) => origin === standIn })
  const sender = createSender({ clock, timers, keys, store, post, standIn, contact: () => contactOf(deps) })
  const refresh = () => people?.refresh()
  const { settings, vault, database, page } = deps
  const beside = { clock, ids, timers, vault, database, auth, settings, page, refresh, started }
  const { elsewhere, handlers, store: addresses } = openElsewhere(beside)
  const looking = createLooking(clock)
  started.add(() => sender.dispose())
  const isServed = deps.mode === 'served'
  const people = isServed
    ? tellPeople({ clock, timers, link, auth, choicesOf, store, sender, looking, addresses, elsewhere })
    : null
  started.add(() => people?.dispose())
  const trips = createRoundTrips({ clock, timers })
  const parts = { clock, ids, keys, store, addresses, sender, trips, looking, standIn, refresh }
  return { handlers: { ...createPushHandlers(parts), ...handlers } }
}

/** Whom push services may write to (RFC 8292, 2.1): what the owner said, else an address that is theirs anyway. */
function contactOf({ settings, auth, page }: Pick<PushModuleDeps, 'settings' | 'auth' | 'page'>): string {
  const { contact, mail_from } = settings.current().notifications
  const email = mail_from ?? auth.users.find(auth.owner.user_id)?.email ?? null
  return contact ?? (email === null ? (page() ?? NOBODY) : `mailto:${email}`)
}

/** Some push services refuse a message without any. */
const NOBODY = 'https://homeport.invalid'
