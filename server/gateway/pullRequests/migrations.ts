import type { ModuleMigrations } from '../store/openStore.ts'

/** What people let Homeport put at GitHub, and what has to go there again. */
export const pullRequestsMigrations: ModuleMigrations = {
  module: 'pullRequests',
  steps: [
    {
      name: 'deploy keys of sessions',
      sql: `
        -- One for each session. The row is there before the key is, and goes after it: a key that no row leads to would stay.
        CREATE TABLE deploy_keys (
          session_id TEXT PRIMARY KEY,
          -- Whose session, and by whose consent.
          user_id TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          base_url TEXT NOT NULL,
          owner TEXT NOT NULL,
          repository TEXT NOT NULL,
          public_key TEXT NOT NULL,
          -- GitHub's; NULL: it is not known whether GitHub took it.
          key_id INTEGER,
          may_push INTEGER NOT NULL CHECK (may_push IN (0, 1)),
          state TEXT NOT NULL CHECK (state IN ('there', 'removing')),
          problem TEXT,
          added_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
      `,
    },
    {
      name: 'deploy keys outlive their person here',
      sql: `
        ALTER TABLE deploy_keys RENAME TO deploy_keys_before;
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
        INSERT INTO deploy_keys
          SELECT session_id, user_id, base_url, owner, repository, public_key, key_id, may_push, state, problem, added_at
          FROM deploy_keys_before;
        DROP TABLE deploy_keys_before;
      `,
    },
  ],
}
