import type { ModuleMigrations } from '../store/openStore.ts'

/** What people chose for themselves. */
export const preferencesMigrations: ModuleMigrations = {
  module: 'preferences',
  steps: [
    {
      name: 'preferences of people',
      sql: `
        -- One row for each who chose something: an object as on the wire.
        CREATE TABLE preferences (
          user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
          chosen TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
      `,
    },
    {
      name: 'of what people are notified',
      sql: `
        -- As in preferences: one row for each who chose something.
        CREATE TABLE notification_choices (
          user_id TEXT PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
          chosen TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
      `,
    },
  ],
}
