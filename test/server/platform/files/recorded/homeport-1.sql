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
INSERT INTO "users" ("id", "github_id", "username", "avatar_url", "email", "role", "created_at", "last_login") VALUES ('ada', NULL, 'ada', NULL, NULL, 'owner', 1, 1);
CREATE TABLE sign_ins (
        id TEXT PRIMARY KEY,
        secret_hash BLOB NOT NULL UNIQUE,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        user_agent TEXT NOT NULL,
        created_at INTEGER NOT NULL,
        last_used_at INTEGER NOT NULL,
        expires_at INTEGER NOT NULL
      ) STRICT;
CREATE TABLE access_tokens (
        secret_hash BLOB PRIMARY KEY,
        sign_in_id TEXT NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
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
CREATE TABLE sign_in_secrets (
        secret_hash BLOB PRIMARY KEY,
        user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
        expires_at INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
CREATE INDEX access_tokens_of_sign_in ON access_tokens (sign_in_id);
PRAGMA user_version = 1;
