import type { Migration } from '#server/platform/files/database.ts'

/** Sessions, people, trust: the steps until results were kept whole. */
export const beginnings: readonly Migration[] = [
  {
    name: 'sessions, their numbered events, approvals, messages, processes',
    sql: `
      -- One row per session. \`session\` is the header as clients see it (JSON, shared/session/session.ts) after the
      -- event \`head_seq\`; the other columns repeat what lists filter and sort by.
      CREATE TABLE sessions (
        id            TEXT PRIMARY KEY,
        user_id       TEXT NOT NULL,
        status        TEXT NOT NULL,
        archived      INTEGER NOT NULL DEFAULT 0,
        name          TEXT NOT NULL,
        workspace_path TEXT NOT NULL,
        created_at    TEXT NOT NULL,
        last_activity TEXT NOT NULL,
        head_seq      INTEGER NOT NULL DEFAULT 0,
        session       TEXT NOT NULL
      ) STRICT;
      CREATE INDEX sessions_by_activity ON sessions (user_id, archived, last_activity DESC, id DESC);

      -- The durable events, one row each: \`payload\` is the whole frame as it was sent (JSON). Numbers run 1, 2, 3 …
      -- per session without holes. A rowid table on purpose: payloads are long, WITHOUT ROWID suits short rows.
      CREATE TABLE events (
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        seq        INTEGER NOT NULL,
        type       TEXT NOT NULL,
        payload    TEXT NOT NULL,
        PRIMARY KEY (session_id, seq)
      ) STRICT;

      -- A tool, question or plan that waits (or waited) for a person. \`outcome\` is null while it waits.
      CREATE TABLE approvals (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        approval_id TEXT NOT NULL,
        approval    TEXT NOT NULL,
        outcome     TEXT,
        PRIMARY KEY (session_id, approval_id)
      ) STRICT;
      CREATE INDEX approvals_open ON approvals (session_id) WHERE outcome IS NULL;

      -- Prompts. \`position\` orders them. queued: waits here · sent: Claude has it, its turn runs · done · cancelled.
      CREATE TABLE messages (
        position   INTEGER PRIMARY KEY AUTOINCREMENT,
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        message_id TEXT NOT NULL UNIQUE,
        idempotency_key TEXT,
        state      TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'done', 'cancelled')),
        timing     TEXT NOT NULL,
        author     TEXT NOT NULL,
        content    TEXT NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX messages_by_key ON messages (session_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
      CREATE INDEX messages_open ON messages (session_id) WHERE state IN ('queued', 'sent');

      -- The Claude process of a session while it may be alive, recognisable after a restart (pid and start mark).
      CREATE TABLE processes (
        session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        pid        INTEGER NOT NULL,
        started    TEXT
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'people',
    sql: `
      -- Who has asked for anything, and whose machine this is.
      CREATE TABLE people (
        user_id        TEXT PRIMARY KEY,
        username       TEXT NOT NULL,
        is_local_owner INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'usage by turn and model',
    sql: `
      -- What each turn used of each model, so that days and models can be added up without reading events. Filled in
      -- the transaction of the turn_completed it repeats; model '' where it is not known.
      CREATE TABLE turn_usage (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        seq         INTEGER NOT NULL,
        model       TEXT NOT NULL,
        user_id     TEXT NOT NULL,
        project     TEXT NOT NULL,
        ended_at    INTEGER NOT NULL,
        turns       INTEGER NOT NULL,
        duration_ms INTEGER NOT NULL,
        input_tokens  INTEGER NOT NULL,
        output_tokens INTEGER NOT NULL,
        cache_creation_input_tokens INTEGER NOT NULL,
        cache_read_input_tokens     INTEGER NOT NULL,
        cost_usd    REAL NOT NULL,
        PRIMARY KEY (session_id, seq, model)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX turn_usage_of_user ON turn_usage (user_id, ended_at);
      CREATE INDEX turn_usage_by_time ON turn_usage (ended_at);

      -- Turns from before: their model is the one that the session had last.
      INSERT INTO turn_usage
        SELECT events.session_id, seq, coalesce(session ->> '$.model', ''), user_id, workspace_path,
          CAST(round(unixepoch(payload ->> '$.timestamp', 'subsec') * 1000) AS INTEGER), 1,
          CAST(round(payload ->> '$.data.duration_ms') AS INTEGER),
          payload ->> '$.data.usage.input_tokens', payload ->> '$.data.usage.output_tokens',
          payload ->> '$.data.usage.cache_creation_input_tokens', payload ->> '$.data.usage.cache_read_input_tokens',
          CAST(payload ->> '$.data.cost_usd' AS REAL)
        FROM events JOIN sessions ON id = events.session_id WHERE type = 'turn_completed';
    `,
  },
  {
    name: 'prompts that are held, and their order',
    sql: `
      ALTER TABLE messages ADD COLUMN held INTEGER NOT NULL DEFAULT 0;
      -- Below 0 where a person gave the queue an order of their own: those go before all that came later.
      ALTER TABLE messages ADD COLUMN rank INTEGER;
    `,
  },
  {
    name: 'trusted folders and kept permissions',
    sql: `
      -- What of a folder (exact real path) a person has said yes to.
      CREATE TABLE trusted_folders (
        user_id     TEXT NOT NULL,
        folder      TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        trusted_at  TEXT NOT NULL,
        PRIMARY KEY (user_id, folder)
      ) STRICT, WITHOUT ROWID;

      -- "Always" of a person: rules and folders that Claude Code is handed at each start. folder '' is everywhere.
      CREATE TABLE kept_grants (
        user_id TEXT NOT NULL,
        folder  TEXT NOT NULL,
        kind    TEXT NOT NULL CHECK (kind IN ('rule', 'folder')),
        "grant" TEXT NOT NULL,
        UNIQUE (user_id, folder, kind, "grant")
      ) STRICT;

      -- Until now Homeport noted in Claude Code's own config that the folder of every session is trusted, without
      -- asking anybody. There nobody can tell any more who said it.
      CREATE TABLE folders_marked_before (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
      INSERT OR IGNORE INTO folders_marked_before SELECT DISTINCT workspace_path FROM sessions;

      -- Sessions from before keep the permission mode that they have.
      UPDATE sessions SET session = json_set(session, '$.permission_mode_chosen', json('true'));
    `,
  },
  {
    name: 'answers given while no process waited for them',
    sql: `
      -- The answer (JSON) that Claude is to get when it asks for the same again; null: nothing is owed.
      ALTER TABLE approvals ADD COLUMN owed TEXT;
      CREATE INDEX approvals_owed ON approvals (session_id) WHERE owed IS NOT NULL;
    `,
  },
  {
    name: 'queues that were replaced',
    sql: `
      -- Each queue_changed holds the whole queue: of those that a later one replaced only the number is kept.
      CREATE INDEX events_queue ON events (session_id, seq) WHERE type = 'queue_changed';
      UPDATE events SET payload = json_set(payload, '$.data.queue', json('[]'))
        WHERE type = 'queue_changed' AND seq < (SELECT max(seq) FROM events AS later
          WHERE later.session_id = events.session_id AND later.type = 'queue_changed');
    `,
  },
  {
    name: 'tool results too large for the log',
    sql: `
      -- All of a result (JSON) of which its event holds the beginning. A rowid table on purpose: rows are long.
      CREATE TABLE whole_results (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        tool_use_id TEXT NOT NULL,
        content     TEXT NOT NULL,
        PRIMARY KEY (session_id, tool_use_id)
      ) STRICT;
    `,
  },
]
