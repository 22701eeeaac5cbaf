import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'

/** A browser that wants push messages (RFC 8030), and what they are encrypted with (RFC 8291). */
export interface Subscription {
  readonly sign_in_id: string
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly server_key: string
  readonly can_answer: 0 | 1
  readonly created_at: number
  readonly last_at: number | null
  readonly last_outcome: string | null
  /** What the browser was named when it was paired. */
  readonly device_name: string | null
}

export interface SubscriptionStore {
  /** Replaces what the browser had; one that another sign-in of the same browser left behind goes too. */
  put(subscription: Omit<Subscription, 'last_at' | 'last_outcome' | 'device_name'>): void
  find(signInId: string): Subscription | null
  /** Of a person’s sign-ins that are not over. */
  of(userId: UserId, now: number): Subscription[]
  /** People with at least one. */
  people(): UserId[]
  note(signInId: string, last: { readonly at: number; readonly outcome: string }): void
  /** False when there was none. With `endpoint`: only while it is still that one. */
  remove(signInId: string, endpoint?: string): boolean
  removeAll(): void
}

export function createSubscriptionStore(database: Database): SubscriptionStore {
  const fields =
    's.sign_in_id, s.endpoint, s.p256dh, s.auth, s.server_key, s.can_answer, s.created_at, s.last_at, s.last_outcome, i.name AS device_name'
  const put = database.prepare(
    `INSERT OR REPLACE INTO push_subscriptions (sign_in_id, endpoint, p256dh, auth, server_key, can_answer, created_at)
     VALUES (@sign_in_id, @endpoint, @p256dh, @auth, @server_key, @can_answer, @created_at)`,
  )
  const sameBrowser = database.prepare<[string, string]>(
    'DELETE FROM push_subscriptions WHERE endpoint = ? AND sign_in_id <> ?',
  )
  const find = database.prepare<[string], Subscription>(
    `SELECT ${fields} FROM push_subscriptions s JOIN sign_ins i ON i.id = s.sign_in_id WHERE s.sign_in_id = ?`,
  )
  const of = database.prepare<[string, number], Subscription>(
    `SELECT ${fields} FROM push_subscriptions s JOIN sign_ins i ON i.id = s.sign_in_id
     WHERE i.user_id = ? AND i.expires_at > ? ORDER BY s.created_at DESC LIMIT 50`,
  )
  const people = database.prepare<[], { user_id: UserId }>(
    'SELECT DISTINCT i.user_id FROM push_subscriptions s JOIN sign_ins i ON i.id = s.sign_in_id',
  )
  const note = database.prepare<[number, string, string]>(
    'UPDATE push_subscriptions SET last_at = ?, last_outcome = ? WHERE sign_in_id = ?',
  )
  const remove = database.prepare<[string, string | null, string | null]>(
    'DELETE FROM push_subscriptions WHERE sign_in_id = ? AND (? IS NULL OR endpoint = ?)',
  )
  const removeAll = database.prepare('DELETE FROM push_subscriptions')
  return {
    put: (subscription) =>
      database
        .transaction(() => {
          sameBrowser.run(subscription.endpoint, subscription.sign_in_id)
          put.run(subscription)
        })
        .immediate(),
    find: (id) => find.get(id) ?? null,
    of: (userId, now) => of.all(userId, now),
    people: () => people.all().map(({ user_id }) => user_id),
    note: (id, { at, outcome }) => void note.run(at, outcome, id),
    remove: (id, endpoint) => remove.run(id, endpoint ?? null, endpoint ?? null).changes > 0,
    removeAll: () => void removeAll.run(),
  }
}
