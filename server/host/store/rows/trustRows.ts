import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { HeldGrant } from '../../sessions/ports/folderTrust.ts'

/** What people have said yes to: the content of folders, and tools that need no question any more. */
export class TrustRows {
  readonly #trusted
  readonly #trust
  readonly #isNobodysWord
  readonly #grants
  readonly #ofPerson
  readonly #storeGrant
  readonly #dropEnded
  readonly #remove
  readonly #forget

  constructor(database: Database) {
    this.#trusted = database
      .prepare<[string, string], string>('SELECT fingerprint FROM trusted_folders WHERE user_id = ? AND folder = ?')
      .pluck()
    this.#trust = database.prepare<[string, string, string, string]>(
      'INSERT OR REPLACE INTO trusted_folders (user_id, folder, fingerprint, trusted_at) VALUES (?, ?, ?, ?)',
    )
    this.#isNobodysWord = database
      .prepare<[string], number>('SELECT 1 FROM folders_marked_before WHERE folder = ?')
      .pluck()
    this.#grants = database.prepare<[string, string, number], HeldGrant>(
      `SELECT kind, "grant", behavior, expires_at FROM kept_grants
       WHERE user_id = ? AND folder IN (?, '') AND (expires_at IS NULL OR expires_at > ?) ORDER BY rowid`,
    )
    this.#ofPerson = database.prepare<[string, number], StoredRow>(
      `SELECT folder, kind, "grant", behavior, expires_at, added_at FROM kept_grants
       WHERE user_id = ? AND (expires_at IS NULL OR expires_at > ?) ORDER BY rowid DESC`,
    )
    this.#storeGrant = database.prepare<[StoredRow & { user_id: string }]>(
      `INSERT INTO kept_grants (user_id, folder, kind, "grant", behavior, expires_at, added_at)
       VALUES (@user_id, @folder, @kind, @grant, @behavior, @expires_at, @added_at)
       ON CONFLICT (user_id, folder, kind, "grant")
       DO UPDATE SET behavior = excluded.behavior, expires_at = excluded.expires_at, added_at = excluded.added_at`,
    )
    this.#dropEnded = database.prepare<[number]>('DELETE FROM kept_grants WHERE expires_at <= ?')
    this.#remove = database.prepare<[string, string, string]>(
      `DELETE FROM kept_grants WHERE user_id = ? AND folder = ? AND "grant" = ?`,
    )
    this.#forget = database.prepare<[string, string, string]>(
      `DELETE FROM kept_grants WHERE user_id = ? AND folder IN (?, '') AND "grant" = ?`,
    )
  }

  /** The fingerprint that the person said yes to, empty when they took that back; null when they never did. */
  trusted(userId: UserId, folder: string): string | null {
    return this.#trusted.get(userId, folder) ?? null
  }

  trust(yes: { readonly user_id: UserId; readonly folder: string; readonly fingerprint: string; readonly at: string }) {
    this.#trust.run(yes.user_id, yes.folder, yes.fingerprint, yes.at)
  }

  /** An older Homeport wrote the folder's trust into Claude Code's config by itself: that proves nothing. */
  wasMarkedBefore(folder: string): boolean {
    return this.#isNobodysWord.get(folder) === 1
  }

  /** Those of the folder, and those that hold everywhere; `now` in milliseconds since 1970. */
  grants(userId: UserId, folder: string, now: number): readonly HeldGrant[] {
    return this.#grants.all(userId, folder, now)
  }

  /** All that hold for a person, the newest first. */
  ofPerson(userId: UserId, now: number): readonly KeptGrant[] {
    return this.#ofPerson
      .all(userId, now)
      .map(({ folder, ...kept }) => ({ ...kept, folder: folder === '' ? null : folder }))
  }

  /** In the place of the one that says the same of the same. */
  keep({ folder, ...grant }: KeptGrant & { readonly user_id: UserId }): void {
    this.#storeGrant.run({ ...grant, folder: folder ?? '' })
  }

  /** Those that have ended hold for nobody any more. */
  dropEnded(now: number): void {
    this.#dropEnded.run(now)
  }

  /** `folder` null: everywhere. False when there is none. */
  remove(userId: UserId, folder: string | null, grant: string): boolean {
    return this.#remove.run(userId, folder ?? '', grant).changes > 0
  }

  /** False when there is none. */
  forget(userId: UserId, folder: string, grant: string): boolean {
    return this.#forget.run(userId, folder, grant).changes > 0
  }
}

/** What is kept for a person; `folder` null: everywhere. */
export interface KeptGrant extends HeldGrant {
  readonly folder: string | null
  /** null: from before that was kept. */
  readonly added_at: string | null
}

type StoredRow = HeldGrant & { readonly folder: string; readonly added_at: string | null }
