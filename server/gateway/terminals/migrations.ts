import type { ModuleMigrations } from '../store/openStore.ts'

/** Which devices may open terminals. */
export const terminalMigrations: ModuleMigrations = {
  module: 'terminals',
  steps: [
    {
      name: 'devices that have opened terminals',
      sql: `
        -- One row for each sign-in or personal token that was let in; it goes when that ends.
        CREATE TABLE terminal_devices (
          kind TEXT NOT NULL,
          id TEXT NOT NULL,
          known_since TEXT NOT NULL,
          PRIMARY KEY (kind, id)
        ) STRICT, WITHOUT ROWID;
      `,
    },
  ],
}
