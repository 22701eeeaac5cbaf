import type { ModuleMigrations } from '../store/openStore.ts'

/**
 * Who may enter, and with what. Times are milliseconds since 1970. Credentials are kept as SHA-256 of their 256 random
 * bits: reading this file opens nothing.
 */
export const authMigrations: ModuleMigrations = {
  module: 'auth',
  steps: [
    {
      name: 'users and credentials',
      sql: `
        CREATE TABLE users (
          id TEXT PRIMARY KEY,
          github_id INTEGER UNIQUE,
          username TEXT NOT NULL,
          avatar_url TEXT,
          email TEXT,
          role TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
          created_at INTEGER NOT NULL,
          last_login INTEGER NOT NULL
        ) STRICT;

        -- A browser (or program) that signed in. Its cookie and its access tokens end with it.
        CREATE TABLE sign_ins (
          id TEXT PRIMARY KEY,
          secret_hash BLOB NOT NULL UNIQUE,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          user_agent TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          last_used_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL
        ) STRICT;

        -- Short-lived bearer tokens of a sign-in.
        CREATE TABLE access_tokens (
          secret_hash BLOB PRIMARY KEY,
          sign_in_id TEXT NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
          expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX access_tokens_of_sign_in ON access_tokens (sign_in_id);

        -- Personal access tokens of programs.
        CREATE TABLE personal_tokens (
          id TEXT PRIMARY KEY,
          secret_hash BLOB NOT NULL UNIQUE,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          name TEXT NOT NULL,
          scopes TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          expires_at INTEGER,
          last_used_at INTEGER
        ) STRICT;

        -- One-time secrets of sign-in links. A used one is deleted.
        CREATE TABLE sign_in_secrets (
          secret_hash BLOB PRIMARY KEY,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          expires_at INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
      `,
    },
    {
      name: 'signed access tokens, GitHub accounts, devices',
      sql: `
        -- Access tokens are signed now; what they stand for is still the sign-in.
        DROP TABLE access_tokens;

        -- Public halves of the keys that sign them; the private ones rest in the vault.
        CREATE TABLE signing_keys (
          kid TEXT PRIMARY KEY,
          public_jwk TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          -- From then on nothing signed with it is accepted.
          ends_at INTEGER NOT NULL
        ) STRICT;

        -- Long-lived tokens of programs, one use each. A used one is kept: its second use tells of a theft.
        CREATE TABLE refresh_tokens (
          secret_hash BLOB PRIMARY KEY,
          sign_in_id TEXT NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
          expires_at INTEGER NOT NULL,
          used_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX refresh_tokens_of_sign_in ON refresh_tokens (sign_in_id);

        -- The person whose data directory this is. A GitHub account of theirs may be linked to the same row.
        ALTER TABLE users ADD COLUMN is_local INTEGER NOT NULL DEFAULT 0 CHECK (is_local IN (0, 1));
        UPDATE users SET is_local = 1
          WHERE id = (SELECT id FROM users WHERE role = 'owner' AND github_id IS NULL ORDER BY created_at LIMIT 1);
        CREATE UNIQUE INDEX one_local_owner ON users (is_local) WHERE is_local = 1;

        -- Who may enter with GitHub, by the number that no renaming changes. The role stands in users.
        CREATE TABLE allowed_accounts (
          github_id INTEGER PRIMARY KEY,
          -- As GitHub said last; NULL until it did.
          login TEXT,
          added_at INTEGER NOT NULL
        ) STRICT;

        ALTER TABLE sign_ins ADD COLUMN via TEXT NOT NULL DEFAULT 'local' CHECK (via IN ('local', 'github'));
        -- The last network address it was used from.
        ALTER TABLE sign_ins ADD COLUMN address TEXT NOT NULL DEFAULT '';
        -- How long it lasts after its last use.
        ALTER TABLE sign_ins ADD COLUMN lasts_ms INTEGER NOT NULL DEFAULT 2592000000;

        -- What the owner should know about sign-ins, shown with the devices. The newest hundred are kept.
        CREATE TABLE security_notices (
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          message TEXT NOT NULL
        ) STRICT;
      `,
    },
    {
      name: 'credentials used from elsewhere',
      sql: `
        -- What the panic switch revokes. Credentials that are gone may stay here: their ids never come again.
        CREATE TABLE remote_credentials (
          kind TEXT NOT NULL CHECK (kind IN ('sign_in', 'personal_token')),
          id TEXT NOT NULL,
          PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
      `,
    },
    {
      name: 'sign-ins bound to the key of a browser',
      sql: `
        -- The public key of the pages that signed in (SPKI, base64); NULL for programs, which keep their cookie themselves.
        ALTER TABLE sign_ins ADD COLUMN browser_key TEXT;
        -- Its browser may still send the cookie over TLS under the name without __Host-.
        ALTER TABLE sign_ins ADD COLUMN has_old_cookie INTEGER NOT NULL DEFAULT 0 CHECK (has_old_cookie IN (0, 1));
        UPDATE sign_ins SET has_old_cookie = 1;
        -- Marks the challenges that browsers sign.
        CREATE TABLE proof_secret (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          secret BLOB NOT NULL
        ) STRICT;
      `,
    },
    {
      name: 'paired devices',
      sql: `
        -- A third way in; SQLite changes no CHECK in place.
        ALTER TABLE sign_ins ADD COLUMN came_via TEXT NOT NULL DEFAULT 'local'
          CHECK (came_via IN ('local', 'github', 'paired'));
        UPDATE sign_ins SET came_via = via;
        ALTER TABLE sign_ins DROP COLUMN via;
        ALTER TABLE sign_ins RENAME COLUMN came_via TO via;
        -- What its person calls the device; NULL: nobody said.
        ALTER TABLE sign_ins ADD COLUMN name TEXT;
        -- The most that it may do; NULL: what its person may.
        ALTER TABLE sign_ins ADD COLUMN role TEXT CHECK (role IN ('owner', 'member', 'viewer'));
      `,
    },
  ],
}
