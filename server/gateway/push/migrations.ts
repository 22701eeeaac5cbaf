import type { ModuleMigrations } from '../store/openStore.ts'

/** Which browsers push messages go to. Times are milliseconds since 1970. */
export const pushMigrations: ModuleMigrations = {
  module: 'push',
  steps: [
    {
      name: 'push subscriptions of browsers',
      sql: `
        -- One for each browser that is signed in; gone with its sign-in, however that ends.
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
      `,
    },
    {
      name: 'addresses beside browsers that people are notified at',
      sql: `
        CREATE TABLE notification_addresses (
          id TEXT PRIMARY KEY,
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          kind TEXT NOT NULL CHECK (kind IN ('ntfy', 'webhook', 'email')),
          target TEXT NOT NULL,
          created_at INTEGER NOT NULL,
          last_at INTEGER,
          last_outcome TEXT,
          last_accepted INTEGER CHECK (last_accepted IN (0, 1)),
          UNIQUE (user_id, kind, target)
        ) STRICT, WITHOUT ROWID;
        -- Whose secret the vault holds. It stays when its person goes, until the vault has deleted it.
        CREATE TABLE notification_secrets (
          address_id TEXT PRIMARY KEY
        ) STRICT, WITHOUT ROWID;
      `,
    },
    {
      name: 'e-mail addresses are confirmed',
      sql: `
        -- null: nothing but a code is sent there. Nobody has confirmed the e-mail addresses that there were.
        ALTER TABLE notification_addresses ADD COLUMN confirmed_at INTEGER;
        UPDATE notification_addresses SET confirmed_at = created_at WHERE kind <> 'email';
      `,
    },
  ],
}
