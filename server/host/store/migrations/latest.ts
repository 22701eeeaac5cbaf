import type { Migration } from '#server/platform/files/database.ts'

/** The steps after `since`. New ones come at the end. */
export const latest: readonly Migration[] = [
  {
    name: 'templates of sessions',
    sql: `
      -- template: JSON (server/host/store/rows/templateRows.ts). A rowid table on purpose: rows are long.
      CREATE TABLE templates (
        id         TEXT PRIMARY KEY,
        user_id    TEXT NOT NULL,
        shared     INTEGER NOT NULL,
        template   TEXT NOT NULL,
        created_at TEXT NOT NULL,
        -- Milliseconds since 1970; NULL: it is there.
        deleted_at INTEGER
      ) STRICT;
      CREATE INDEX templates_of_user ON templates (user_id);
    `,
  },
  {
    name: 'projects whose changes are committed by themselves',
    sql: `
      -- project: the topmost folder of a repository. rules: JSON, shared/operations/autoCommit.ts. salt: of the ids of findings.
      -- programs: stands for what the repository named when the rules were set (server/host/autoCommit/project.ts).
      CREATE TABLE auto_commits (
        user_id  TEXT NOT NULL,
        project  TEXT NOT NULL,
        enabled  INTEGER NOT NULL,
        rules    TEXT NOT NULL,
        salt     TEXT NOT NULL,
        programs TEXT NOT NULL,
        PRIMARY KEY (user_id, project)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'drafts of what is no message',
    sql: `
      -- place: where it is written; empty: the message (shared/operations/draft.ts).
      ALTER TABLE drafts ADD COLUMN place TEXT NOT NULL DEFAULT '';
      DROP INDEX drafts_of_person;
      CREATE UNIQUE INDEX drafts_of_person ON drafts (user_id, coalesce(session_id, ''), place);
    `,
  },
]
