import type { Migration } from '#server/platform/files/database.ts'

/** The schema of `changes.db`, step by step. A released step is never edited: a change is a new step at the end. */
export const migrations: readonly Migration[] = [
  {
    name: 'folders, turns, and what changed in them',
    sql: `
      -- Contents by their SHA-256, once each. A rowid table on purpose: rows are long.
      CREATE TABLE contents (
        hash  TEXT PRIMARY KEY,
        size  INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;

      -- Folders as they were when they were last looked at (JSON, version.ts).
      CREATE TABLE files (
        folder  TEXT NOT NULL,
        path    TEXT NOT NULL,
        version TEXT NOT NULL,
        content TEXT,
        PRIMARY KEY (folder, path)
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE folders (folder TEXT PRIMARY KEY, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;

      -- Turns of sessions. A turn that runs has no end.
      CREATE TABLE turns (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id TEXT NOT NULL,
        folder     TEXT NOT NULL,
        message_id TEXT,
        turn_id    TEXT,
        started_at INTEGER NOT NULL,
        ended_at   INTEGER,
        -- Contents were dropped to stay below the bound.
        is_dropped INTEGER NOT NULL DEFAULT 0
      ) STRICT;
      CREATE INDEX turns_of_session ON turns (session_id, id);
      CREATE INDEX turns_running ON turns (folder) WHERE ended_at IS NULL;

      -- Files that changed while a turn ran: as they were before (JSON; null: none) and after it, who changed them (JSON),
      -- and whether the session's own Claude did.
      CREATE TABLE changes (
        turn           INTEGER NOT NULL REFERENCES turns (id) ON DELETE CASCADE,
        path           TEXT NOT NULL,
        before         TEXT,
        before_content TEXT,
        after          TEXT,
        after_content  TEXT,
        changed_by     TEXT NOT NULL,
        is_own         INTEGER NOT NULL,
        additions      INTEGER,
        deletions      INTEGER,
        PRIMARY KEY (turn, path)
      ) STRICT, WITHOUT ROWID;

      -- Files that were put back: as they were before that and after it.
      CREATE TABLE put_backs (
        id         TEXT PRIMARY KEY,
        session_id TEXT NOT NULL,
        folder     TEXT NOT NULL,
        by         TEXT NOT NULL,
        at         INTEGER NOT NULL,
        -- running: also one that a host which died left half done · done · told: half done, and somebody knows it
        state      TEXT NOT NULL CHECK (state IN ('running', 'done', 'told'))
      ) STRICT;
      CREATE INDEX put_backs_of_session ON put_backs (session_id);
      CREATE TABLE put_back_files (
        put_back       TEXT NOT NULL REFERENCES put_backs (id) ON DELETE CASCADE,
        path           TEXT NOT NULL,
        before         TEXT,
        before_content TEXT,
        after          TEXT,
        after_content  TEXT,
        is_done        INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (put_back, path)
      ) STRICT, WITHOUT ROWID;
    `,
  },
]
