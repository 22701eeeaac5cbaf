CREATE TABLE applied_migrations (
       module TEXT NOT NULL,
       name TEXT NOT NULL,
       PRIMARY KEY (module, name)
     ) STRICT, WITHOUT ROWID;
INSERT INTO "applied_migrations" ("module", "name") VALUES ('audit', 'archives of old entries');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('audit', 'audit log');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('auth', 'credentials used from elsewhere');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('auth', 'paired devices');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('auth', 'sign-ins bound to the key of a browser');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('auth', 'signed access tokens, GitHub accounts, devices');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('auth', 'users and credentials');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('preferences', 'of what people are notified');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('preferences', 'preferences of people');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('pullRequests', 'deploy keys of sessions');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('pullRequests', 'deploy keys outlive their person here');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('push', 'addresses beside browsers that people are notified at');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('push', 'e-mail addresses are confirmed');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('push', 'push subscriptions of browsers');
INSERT INTO "applied_migrations" ("module", "name") VALUES ('terminals', 'devices that have opened terminals');
CREATE TABLE users (
          id TEXT PRIMARY KEY,
          github_id INTEGER UNIQUE,
          username TEXT NOT NULL,
          avatar_url TEXT,
          email TEXT,
          role TEXT NOT NULL CHECK (role IN ('owner', 'member', 'viewer')),
          created_at INTEGER NOT NULL,
          last_login INTEGER NOT NULL
        , is_local INTEGER NOT NULL DEFAULT 0 CHECK (is_local IN (0, 1))) STRICT;
INSERT INTO "users" ("id", "github_id", "username", "avatar_url", "email", "role", "created_at", "last_login", "is_local") VALUES ('ada', NULL, 'ada', NULL, NULL, 'owner', 1, 1, 0);
CREATE TABLE sign_ins (
          id TEXT PRIMARY KEY,
          secret_hash BLOB NOT NULL UNIQUE,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          user_agent TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          last_used_at INTEGER NOT NULL,
          expires_at INTEGER NOT NULL
        , address TEXT NOT NULL DEFAULT '', lasts_ms INTEGER NOT NULL DEFAULT 2592000000, browser_key TEXT, has_old_cookie INTEGER NOT NULL DEFAULT 0 CHECK (has_old_cookie IN (0, 1)), via TEXT NOT NULL DEFAULT 'local'
          CHECK (via IN ('local', 'github', 'paired')), name TEXT, role TEXT CHECK (role IN ('owner', 'member', 'viewer'))) STRICT;
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
INSERT INTO "audit_entries" ("seq", "entry", "hash") VALUES (1, '{"action":"auth.sign_in","address":"127.0.0.1","code":null,"count":1,"credential":null,"details":{},"object_id":null,"outcome":"ok","request_id":null,"role":"owner","seq":1,"session_id":null,"time":"2026-11-20T10:00:00.000Z","user_agent":"","user_id":"ada","username":"ada"}', 'c264cb074050ea0594690fd2469f059a7c129f8423f02ca598fa88e3dff26589');
INSERT INTO "audit_entries" ("seq", "entry", "hash") VALUES (2, '{"action":"access_token.create","address":"127.0.0.1","code":null,"count":1,"credential":null,"details":{},"object_id":null,"outcome":"ok","request_id":null,"role":"owner","seq":2,"session_id":null,"time":"2026-11-20T10:00:00.000Z","user_agent":"","user_id":"ada","username":"ada"}', 'da1cdc02abe8bfc2d30bd08416557ed979977d74f53878ca9bbf18998e4f0a8c');
INSERT INTO "audit_entries" ("seq", "entry", "hash") VALUES (3, '{"action":"server.stop","address":"127.0.0.1","code":null,"count":1,"credential":null,"details":{},"object_id":null,"outcome":"ok","request_id":null,"role":"owner","seq":3,"session_id":null,"time":"2026-11-20T10:00:00.000Z","user_agent":"","user_id":"ada","username":"ada"}', 'e1653e179fe535320c087c01ca16d8897a1f919d4a75301583cfcacb3bc55965');
CREATE TABLE signing_keys (
          kid TEXT PRIMARY KEY,
          public_jwk TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          -- From then on nothing signed with it is accepted.
          ends_at INTEGER NOT NULL
        ) STRICT;
CREATE TABLE refresh_tokens (
          secret_hash BLOB PRIMARY KEY,
          sign_in_id TEXT NOT NULL REFERENCES sign_ins (id) ON DELETE CASCADE,
          expires_at INTEGER NOT NULL,
          used_at INTEGER
        ) STRICT, WITHOUT ROWID;
CREATE TABLE allowed_accounts (
          github_id INTEGER PRIMARY KEY,
          -- As GitHub said last; NULL until it did.
          login TEXT,
          added_at INTEGER NOT NULL
        ) STRICT;
CREATE TABLE security_notices (
          id INTEGER PRIMARY KEY,
          at INTEGER NOT NULL,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          message TEXT NOT NULL
        ) STRICT;
CREATE TABLE remote_credentials (
          kind TEXT NOT NULL CHECK (kind IN ('sign_in', 'personal_token')),
          id TEXT NOT NULL,
          PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE proof_secret (
          id INTEGER PRIMARY KEY CHECK (id = 1),
          secret BLOB NOT NULL
        ) STRICT;
CREATE TABLE preferences (
          user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
          chosen TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE TABLE audit_archives (
          through_seq INTEGER PRIMARY KEY,
          through_hash TEXT NOT NULL,
          from_seq INTEGER NOT NULL,
          file TEXT NOT NULL,
          sha256 TEXT NOT NULL
        ) STRICT;
CREATE TABLE notification_choices (
          user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
          chosen TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE TABLE push_subscriptions (
          sign_in_id TEXT PRIMARY KEY REFERENCES sign_ins (id) ON DELETE CASCADE,
          endpoint TEXT NOT NULL,
          p256dh TEXT NOT NULL,
          auth TEXT NOT NULL,
          -- The public key (VAPID) that it was made with.
          server_key TEXT NOT NULL,
          can_answer INTEGER NOT NULL CHECK (can_answer IN (0, 1)),
          created_at INTEGER NOT NULL,
          last_at INTEGER,
          last_outcome TEXT
        ) STRICT, WITHOUT ROWID;
CREATE TABLE notification_addresses (
          id TEXT PRIMARY KEY,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          kind TEXT NOT NULL CHECK (kind IN ('ntfy', 'webhook', 'email')),
          target TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          last_at INTEGER,
          last_outcome TEXT,
          last_accepted INTEGER CHECK (last_accepted IN (0, 1)), confirmed_at INTEGER,
          UNIQUE (user_id, kind, target)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE notification_secrets (
          address_id TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
CREATE TABLE terminal_devices (
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          known_since TEXT NOT NULL,
          PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
CREATE TABLE deploy_keys (
          session_id TEXT PRIMARY KEY,
          -- Whose session, and by whose consent. No reference: the key is at GitHub also when its person is gone here.
          user_id TEXT NOT NULL,
          base_url TEXT NOT NULL,
          owner TEXT NOT NULL,
          repository TEXT NOT NULL,
          public_key TEXT NOT NULL,
          key_id INTEGER,
          may_push INTEGER NOT NULL CHECK (may_push IN (0, 1)),
          state TEXT NOT NULL CHECK (state IN ('there', 'removing')),
          problem TEXT,
          added_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
CREATE INDEX audit_entries_of_session ON audit_entries (session_id, seq) WHERE session_id IS NOT NULL;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entries)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE INDEX refresh_tokens_of_sign_in ON refresh_tokens (sign_in_id);
CREATE UNIQUE INDEX one_local_owner ON users (is_local) WHERE is_local = 1;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
        WHEN OLD.seq > (SELECT coalesce(max(through_seq), 0) FROM audit_archives)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
PRAGMA user_version = 15;
