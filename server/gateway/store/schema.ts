import type { Migration } from '#server/platform/database.ts'

/**
 * `homeport.db`: who may enter, and with what. Only the gateway writes it. Times are milliseconds since 1970.
 * Credentials are kept as SHA-256 of their 256 random bits: reading this file opens nothing.
 */
export const migrations: readonly Migration[] = [
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
    name: 'audit log',
    sql: `
      -- Each entry is hashed together with the one before (server/gateway/audit/chain.ts). The columns beside are read
      -- from the hashed text itself, so that they cannot say anything else.
      CREATE TABLE audit_entries (
        seq INTEGER PRIMARY KEY,
        entry TEXT NOT NULL,
        hash TEXT NOT NULL,
        time TEXT AS (entry ->> '$.time') VIRTUAL,
        action TEXT AS (entry ->> '$.action') VIRTUAL,
        outcome TEXT AS (entry ->> '$.outcome') VIRTUAL,
        user_id TEXT AS (entry ->> '$.user_id') VIRTUAL,
        username TEXT AS (entry ->> '$.username') VIRTUAL,
        session_id TEXT AS (entry ->> '$.session_id') VIRTUAL
      ) STRICT;
      CREATE INDEX audit_entries_of_session ON audit_entries (session_id, seq) WHERE session_id IS NOT NULL;

      CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
      CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
      -- Also keeps INSERT OR REPLACE from taking an entry's place: it asks no DELETE trigger.
      CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
      WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entries)
      BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
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
]
