import type { Database } from 'better-sqlite3'
import type { UserId } from '#shared/ids.ts'
import type { StoredGrant } from '../../sessions/ports/folderTrust.ts'

/** What people have said yes to: the content of folders, and tools that need no question any more. */
export class TrustRows {
  readonly #trusted
  readonly #trust
  readonly #isNobodysWord
  readonly #grants
  readonly #storeGrant
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
    this.#grants = database.prepare<[string, string], StoredGrant>(
      `SELECT kind, "grant" FROM kept_grants WHERE user_id = ? AND folder IN (?, '') ORDER BY rowid`,
    )
    this.#storeGrant = database.prepare<[string, string, string, string]>(
      'INSERT OR IGNORE INTO kept_grants (user_id, folder, kind, "grant") VALUES (?, ?, ?, ?)',
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

  /** Those of the folder, and those that hold everywhere. */
  grants(userId: UserId, folder: string): readonly StoredGrant[] {
    return this.#grants.all(userId, folder)
  }

  /** `folder` null: everywhere. */
  keep(userId: UserId, folder: string | null, { kind, grant }: StoredGrant): void {
    this.#storeGrant.run(userId, folder ?? '', kind, grant)
  }

  /** False when there is none. */
  forget(userId: UserId, folder: string, grant: string): boolean {
    return this.#forget.run(userId, folder, grant).changes > 0
  }
}
