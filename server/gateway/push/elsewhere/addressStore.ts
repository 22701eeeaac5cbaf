import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { NotificationAddressKind } from '#shared/operations/notificationAddresses.ts'

/** Where somebody is notified beside their browsers. Times in ms since 1970. */
export interface StoredAddress {
  readonly id: string
  readonly user_id: UserId
  readonly kind: NotificationAddressKind
  readonly target: string
  readonly created_at: number
  readonly last_at: number | null
  readonly last_outcome: string | null
  readonly last_accepted: 0 | 1 | null
  /** The vault holds a secret for it. */
  readonly has_secret: 0 | 1
  /** null: an e-mail address to which nothing but a code is sent. */
  readonly confirmed_at: number | null
}

export interface AddressStore {
  /** No-op where the person has this one already. */
  add(address: Pick<StoredAddress, 'id' | 'user_id' | 'kind' | 'target' | 'created_at' | 'confirmed_at'>): void
  /** In the order in which they were added. */
  of(userId: UserId): StoredAddress[]
  /** People with at least one that is confirmed. */
  people(): UserId[]
  find(id: string): StoredAddress | null
  note(id: string, last: { readonly at: number; readonly outcome: string; readonly accepted: boolean }): void
  confirm(id: string, at: number): void
  remove(id: string): void
  /** Said before the vault is written, and taken back after it was deleted there: no secret is ever forgotten. */
  noteSecret(id: string): void
  forgetSecret(id: string): void
  /** From here on the secret that was noted is one of an address that is gone, unless the address is there. */
  doneAdding(id: string): void
  /** Of addresses that are gone, with their people; not of those that are just being added. */
  orphanedSecrets(): string[]
}

export function createAddressStore(database: Database): AddressStore {
  const select = `SELECT a.*, EXISTS (SELECT 1 FROM notification_secrets s WHERE s.address_id = a.id) AS has_secret
     FROM notification_addresses a`
  const add = database.prepare(
    `INSERT INTO notification_addresses (id, user_id, kind, target, created_at, confirmed_at)
     VALUES (@id, @user_id, @kind, @target, @created_at, @confirmed_at) ON CONFLICT DO NOTHING`,
  )
  const of = database.prepare<[string], StoredAddress>(`${select} WHERE a.user_id = ? ORDER BY a.created_at, a.id`)
  const find = database.prepare<[string], StoredAddress>(`${select} WHERE a.id = ?`)
  const people = database.prepare<[], { user_id: UserId }>(
    'SELECT DISTINCT user_id FROM notification_addresses WHERE confirmed_at IS NOT NULL',
  )
  const note = database.prepare<[number, string, number, string]>(
    'UPDATE notification_addresses SET last_at = ?, last_outcome = ?, last_accepted = ? WHERE id = ?',
  )
  const confirm = database.prepare<[number, string]>('UPDATE notification_addresses SET confirmed_at = ? WHERE id = ?')
  const remove = database.prepare<[string]>('DELETE FROM notification_addresses WHERE id = ?')
  const noteSecret = database.prepare<[string]>('INSERT OR IGNORE INTO notification_secrets (address_id) VALUES (?)')
  const forgetSecret = database.prepare<[string]>('DELETE FROM notification_secrets WHERE address_id = ?')
  const orphaned = database.prepare<[], { address_id: string }>(
    'SELECT address_id FROM notification_secrets WHERE address_id NOT IN (SELECT id FROM notification_addresses)',
  )
  const adding = new Set<string>()
  return {
    add: (address) => void add.run(address),
    of: (userId) => of.all(userId),
    people: () => people.all().map(({ user_id }) => user_id),
    find: (id) => find.get(id) ?? null,
    note: (id, { at, outcome, accepted }) => void note.run(at, outcome, accepted ? 1 : 0, id),
    confirm: (id, at) => void confirm.run(at, id),
    remove: (id) => void remove.run(id),
    noteSecret: (id) => {
      noteSecret.run(id)
      adding.add(id)
    },
    forgetSecret: (id) => void forgetSecret.run(id),
    doneAdding: (id) => void adding.delete(id),
    orphanedSecrets: () =>
      orphaned
        .all()
        .map(({ address_id }) => address_id)
        .filter((id) => !adding.has(id)),
  }
}
