import type { Migration } from '#server/platform/files/database.ts'

/** The steps since sessions can be pinned and deleted. */
export const since: readonly Migration[] = [
  {
    name: 'sessions that are pinned or deleted, and usage that outlives them',
    sql: `
      ALTER TABLE sessions ADD COLUMN pinned INTEGER NOT NULL DEFAULT 0;
      -- When the rest of it goes; null: it stays.
      ALTER TABLE sessions ADD COLUMN deletes_at TEXT;
      CREATE INDEX sessions_pinned ON sessions (user_id) WHERE pinned = 1;
      CREATE INDEX sessions_deleted ON sessions (deletes_at) WHERE deletes_at IS NOT NULL;

      -- Without the reference to sessions: what was used was used, also by a session that is deleted.
      CREATE TABLE turn_usage_kept (
        session_id  TEXT NOT NULL,
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
      INSERT INTO turn_usage_kept SELECT * FROM turn_usage;
      DROP TABLE turn_usage;
      ALTER TABLE turn_usage_kept RENAME TO turn_usage;
      CREATE INDEX turn_usage_of_user ON turn_usage (user_id, ended_at);
      CREATE INDEX turn_usage_by_time ON turn_usage (ended_at);
    `,
  },
  {
    name: 'attachments of prompts',
    sql: `
      -- Images and texts that prompts carry, once for each content; they go with their session. A rowid table on purpose:
      -- rows are long.
      CREATE TABLE attachments (
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        sha256     TEXT NOT NULL,
        name       TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size       INTEGER NOT NULL,
        content    BLOB NOT NULL,
        PRIMARY KEY (session_id, sha256)
      ) STRICT;

      -- What a prompt carries (JSON, shared/session/attachments.ts).
      ALTER TABLE messages ADD COLUMN attachments TEXT NOT NULL DEFAULT '[]';
    `,
  },
  {
    name: 'drafts',
    sql: `
      -- What people write and have not sent: one for each person and session; without a session, for a new one.
      CREATE TABLE drafts (
        user_id    TEXT NOT NULL,
        session_id TEXT REFERENCES sessions (id) ON DELETE CASCADE,
        content    TEXT NOT NULL,
        version    INTEGER NOT NULL,
        writer     TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX drafts_of_person ON drafts (user_id, coalesce(session_id, ''));
      CREATE INDEX drafts_of_session ON drafts (session_id);
    `,
  },
  {
    name: 'where forks begin',
    sql: `
      -- Where in Claude Code's record of another conversation a fork goes on, for as long as it has none of its own.
      CREATE TABLE forks (
        session_id      TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        conversation_id TEXT NOT NULL,
        -- The last line of it that the fork knows.
        resume_at       TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'models that Claude Code offers',
    sql: `
      -- What Claude Code last reported to a session of each person (JSON, shared/session/claudeModel.ts).
      CREATE TABLE claude_models (
        user_id TEXT PRIMARY KEY,
        models  TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'whose conversations are',
    sql: `
      -- Which of Claude Code's conversations were had in sessions, and whose they are. Without a reference to sessions: the
      -- transcript of one that is deleted stays, and is still its person's.
      CREATE TABLE conversations (
        conversation_id TEXT PRIMARY KEY,
        session_id      TEXT NOT NULL,
        user_id         TEXT NOT NULL
      ) STRICT;
      CREATE TRIGGER conversation_of_session AFTER INSERT ON sessions BEGIN
        INSERT OR REPLACE INTO conversations VALUES (new.id, new.id, new.user_id);
      END;
      -- Of sessions that were deleted before, what they used still tells whose they were.
      INSERT OR IGNORE INTO conversations SELECT DISTINCT session_id, session_id, user_id FROM turn_usage;
      INSERT OR REPLACE INTO conversations SELECT id, id, user_id FROM sessions;
    `,
  },
  {
    name: 'when approvals were asked for and answered',
    sql: `
      -- null: before that was kept.
      ALTER TABLE approvals ADD COLUMN asked_at TEXT;
      ALTER TABLE approvals ADD COLUMN answered_at TEXT;
    `,
  },
  {
    name: 'what processes of sessions said',
    sql: `
      -- What a session's process wrote to its error output and what became of it; the latest lines of each.
      CREATE TABLE session_log (
        id         INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        time       TEXT NOT NULL,
        source     TEXT NOT NULL,
        text       TEXT NOT NULL
      ) STRICT;
      CREATE INDEX session_log_of_session ON session_log (session_id, id);
    `,
  },
  {
    name: 'named commands of projects',
    sql: `
      -- People's own, each for one folder.
      CREATE TABLE project_actions (
        user_id   TEXT NOT NULL,
        folder    TEXT NOT NULL,
        action_id TEXT NOT NULL,
        name      TEXT NOT NULL,
        command   TEXT NOT NULL,
        UNIQUE (user_id, folder, action_id)
      ) STRICT;
      -- How each was last run, also those that files of the folder name.
      CREATE TABLE project_action_runs (
        user_id     TEXT NOT NULL,
        folder      TEXT NOT NULL,
        action_id   TEXT NOT NULL,
        -- Of what its person has seen.
        fingerprint TEXT NOT NULL,
        -- How it ended (JSON, shared/operations/projectAction.ts).
        last        TEXT,
        PRIMARY KEY (user_id, folder, action_id)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'tasks and their runs',
    sql: `
        -- Prompts that run at their time. \`task\` is what its person wrote (JSON, shared/operations/task.ts).
        CREATE TABLE tasks (
          id          TEXT PRIMARY KEY,
          user_id     TEXT NOT NULL,
          task        TEXT NOT NULL,
          paused      INTEGER NOT NULL DEFAULT 0,
          -- The next moment of its schedule, in milliseconds since 1970; NULL: there is none.
          next_run_at INTEGER,
          created_at  TEXT NOT NULL
        ) STRICT;
        CREATE INDEX tasks_of_person ON tasks (user_id);
        CREATE INDEX tasks_due ON tasks (next_run_at) WHERE next_run_at IS NOT NULL;
  
        CREATE TABLE task_runs (
          id      TEXT PRIMARY KEY,
          task_id TEXT NOT NULL REFERENCES tasks (id) ON DELETE CASCADE,
          -- The moment of the schedule that it stands for; NULL: a person began it.
          due_at  INTEGER,
          state   TEXT NOT NULL,
          -- As clients see it (JSON).
          run     TEXT NOT NULL,
          -- The task as it was when the run began; NULL once it has ended.
          plan    TEXT
        ) STRICT;
        -- One moment of a schedule is run once, whatever happens to the host and to the clock.
        CREATE UNIQUE INDEX task_run_of_moment ON task_runs (task_id, due_at);
      `,
  },
  {
    name: 'terminals',
    sql: `
      -- Open, or ended and not closed yet. info: JSON (shared/session/terminal.ts); pid, started and mark lead to its processes.
      CREATE TABLE terminals (
        terminal_id TEXT PRIMARY KEY,
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        user_id     TEXT NOT NULL, info TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT, mark TEXT NOT NULL
      ) STRICT;
      CREATE INDEX terminals_of_session ON terminals (session_id);
    `,
  },
  {
    name: 'rules of people, and their quiet hours',
    sql: `
      -- Until now all were allowances for good. expires_at, in milliseconds since 1970; NULL: never.
      ALTER TABLE kept_grants ADD COLUMN behavior TEXT NOT NULL DEFAULT 'allow';
      ALTER TABLE kept_grants ADD COLUMN expires_at INTEGER;
      -- NULL: before that was kept.
      ALTER TABLE kept_grants ADD COLUMN added_at TEXT;
      -- JSON, shared/operations/policy.ts.
      CREATE TABLE quiet_hours (user_id TEXT PRIMARY KEY, hours TEXT NOT NULL) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'budgets',
    sql: `
      -- What people's sessions may cost. subject: the folder or the session that it counts; '' for all.
      CREATE TABLE budgets (
        user_id   TEXT NOT NULL,
        counts    TEXT NOT NULL CHECK (counts IN ('all', 'project', 'session')),
        subject   TEXT NOT NULL,
        period    TEXT NOT NULL,
        limit_usd REAL NOT NULL,
        PRIMARY KEY (user_id, counts, subject)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'what sessions took of the machine',
    sql: `
      -- Once a minute while a process runs; the latest hours (store/rows/resourceRows.ts). at: milliseconds since 1970.
      CREATE TABLE session_resources (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        at          INTEGER NOT NULL,
        cpu_percent REAL,
        rss_bytes   INTEGER NOT NULL,
        disk_bytes  INTEGER,
        PRIMARY KEY (session_id, at)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'set-ups of projects, and what Git signs in with',
    sql: `
      -- What is done in new checkouts. project: the topmost folder of a repository, or its address. setup: JSON, shared/operations/worktree.ts.
      CREATE TABLE project_setups (
        user_id TEXT NOT NULL,
        project TEXT NOT NULL,
        setup   TEXT NOT NULL,
        PRIMARY KEY (user_id, project)
      ) STRICT, WITHOUT ROWID;

      -- The secrets themselves are in the vault. session_id: '' for all sessions of the person.
      CREATE TABLE git_secrets (
        user_id    TEXT NOT NULL,
        kind       TEXT NOT NULL CHECK (kind IN ('token', 'key')),
        host       TEXT NOT NULL,
        session_id TEXT NOT NULL,
        username   TEXT NOT NULL,
        public_key TEXT NOT NULL,
        added_at   TEXT NOT NULL,
        PRIMARY KEY (user_id, kind, host, session_id)
      ) STRICT, WITHOUT ROWID;
    `,
  },
]
