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
      , pinned INTEGER NOT NULL DEFAULT 0, deletes_at TEXT) STRICT;
INSERT INTO "sessions" ("id", "user_id", "status", "archived", "name", "workspace_path", "created_at", "last_activity", "head_seq", "session", "pinned", "deletes_at") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 'ada', 'SUSPENDED', 0, 'Mend the bridge', '/home/ada/bridge', '2026-11-20T10:00:00.000Z', '2026-11-20T10:00:00.000Z', 4, '{"id":"3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01","user_id":"ada","name":"Mend the bridge","status":"SUSPENDED","status_reason":"host_restart","workspace_path":"/home/ada/bridge","model":"claude-sonnet","permission_mode":"acceptEdits","permission_mode_chosen":true,"effort":null,"effort_levels":[],"created_at":"2026-11-20T10:00:00.000Z","last_activity":"2026-11-20T10:00:00.000Z","turn_started_at":null,"activity":null,"retry":null,"message_count":1,"turn_count":1,"pending_approvals":1,"usage":{"input_tokens":10,"output_tokens":20,"cache_creation_input_tokens":3,"cache_read_input_tokens":4},"cost_usd":0.25,"context":null,"limits":[],"files_changed":0,"head_seq":4,"archived":false,"pinned":false,"deletes_at":null,"outcome":"none","outcome_reason":null,"unread":false,"background_tasks":[],"login":"token","trust":{"state":"nothing_to_trust","fingerprint":"","brings":[]}}', 0, NULL);
CREATE TABLE events (
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        seq        INTEGER NOT NULL,
        type       TEXT NOT NULL,
        payload    TEXT NOT NULL,
        PRIMARY KEY (session_id, seq)
      ) STRICT;
INSERT INTO "events" ("session_id", "seq", "type", "payload") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 1, 'claude_response', '{"type":"claude_response","session_id":"3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01","seq":1,"content":"It holds again. ünï","data":{"block_id":"b1","kind":"text","is_complete":true},"timestamp":"2026-11-20T10:00:00.000Z"}');
INSERT INTO "events" ("session_id", "seq", "type", "payload") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 2, 'queue_changed', '{"type":"queue_changed","session_id":"3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01","seq":2,"content":null,"data":{"queue":[]},"timestamp":"2026-11-20T10:00:00.000Z"}');
INSERT INTO "events" ("session_id", "seq", "type", "payload") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 3, 'queue_changed', '{"type":"queue_changed","session_id":"3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01","seq":3,"content":null,"data":{"queue":[]},"timestamp":"2026-11-20T10:00:00.000Z"}');
INSERT INTO "events" ("session_id", "seq", "type", "payload") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 4, 'turn_completed', '{"type":"turn_completed","session_id":"3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01","seq":4,"content":"","data":{"is_error":false,"reason":"completed","files_changed":["a.ts"],"turn_id":"t1","duration_ms":1200,"usage":{"input_tokens":10,"output_tokens":20,"cache_creation_input_tokens":3,"cache_read_input_tokens":4},"cost_usd":0.25},"timestamp":"2026-11-20T10:00:00.000Z"}');
CREATE TABLE approvals (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        approval_id TEXT NOT NULL,
        approval    TEXT NOT NULL,
        outcome     TEXT, owed TEXT, asked_at TEXT, answered_at TEXT,
        PRIMARY KEY (session_id, approval_id)
      ) STRICT;
INSERT INTO "approvals" ("session_id", "approval_id", "approval", "outcome", "owed", "asked_at", "answered_at") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 'a1', '{"approval_id":"a1","kind":"tool","tool_use_id":"u1","tool_name":"Bash","input":{"command":"ls"},"suggestions":[]}', NULL, NULL, NULL, NULL);
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
      , held INTEGER NOT NULL DEFAULT 0, rank INTEGER, attachments TEXT NOT NULL DEFAULT '[]') STRICT;
INSERT INTO "messages" ("position", "session_id", "message_id", "idempotency_key", "state", "timing", "author", "content", "created_at", "held", "rank", "attachments") VALUES (1, '3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 'm1', 'k1', 'queued', 'queue', 'Ada', 'Mend it', '2026-11-20T10:00:00.000Z', 0, NULL, '[]');
CREATE TABLE processes (
        session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        pid        INTEGER NOT NULL,
        started    TEXT
      ) STRICT, WITHOUT ROWID;
CREATE TABLE people (
        user_id        TEXT PRIMARY KEY,
        username       TEXT NOT NULL,
        is_local_owner INTEGER NOT NULL DEFAULT 0
      ) STRICT, WITHOUT ROWID;
INSERT INTO "people" ("user_id", "username", "is_local_owner") VALUES ('ada', 'ada', 1);
CREATE TABLE trusted_folders (
        user_id     TEXT NOT NULL,
        folder      TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        trusted_at  TEXT NOT NULL,
        PRIMARY KEY (user_id, folder)
      ) STRICT, WITHOUT ROWID;
CREATE TABLE kept_grants (
        user_id TEXT NOT NULL,
        folder  TEXT NOT NULL,
        kind    TEXT NOT NULL CHECK (kind IN ('rule', 'folder')),
        "grant" TEXT NOT NULL, behavior TEXT NOT NULL DEFAULT 'allow', expires_at INTEGER, added_at TEXT,
        UNIQUE (user_id, folder, kind, "grant")
      ) STRICT;
CREATE TABLE folders_marked_before (folder TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
CREATE TABLE whole_results (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        tool_use_id TEXT NOT NULL,
        content     TEXT NOT NULL,
        PRIMARY KEY (session_id, tool_use_id)
      ) STRICT;
CREATE TABLE "turn_usage" (
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
INSERT INTO "turn_usage" ("session_id", "seq", "model", "user_id", "project", "ended_at", "turns", "duration_ms", "input_tokens", "output_tokens", "cache_creation_input_tokens", "cache_read_input_tokens", "cost_usd") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 4, 'claude-sonnet', 'ada', '/home/ada/bridge', 1795168800000, 1, 1200, 10, 20, 3, 4, 0.25);
CREATE TABLE attachments (
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        sha256     TEXT NOT NULL,
        name       TEXT NOT NULL,
        media_type TEXT NOT NULL,
        size       INTEGER NOT NULL,
        content    BLOB NOT NULL,
        PRIMARY KEY (session_id, sha256)
      ) STRICT;
CREATE TABLE drafts (
        user_id    TEXT NOT NULL,
        session_id TEXT REFERENCES sessions (id) ON DELETE CASCADE,
        content    TEXT NOT NULL,
        version    INTEGER NOT NULL,
        writer     TEXT NOT NULL
      , place TEXT NOT NULL DEFAULT '') STRICT;
CREATE TABLE forks (
        session_id      TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
        conversation_id TEXT NOT NULL,
        -- The last line of it that the fork knows.
        resume_at       TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
CREATE TABLE claude_models (
        user_id TEXT PRIMARY KEY,
        models  TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
CREATE TABLE conversations (
        conversation_id TEXT PRIMARY KEY,
        session_id      TEXT NOT NULL,
        user_id         TEXT NOT NULL
      ) STRICT;
INSERT INTO "conversations" ("conversation_id", "session_id", "user_id") VALUES ('3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', '3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', 'ada');
CREATE TABLE session_log (
        id         INTEGER PRIMARY KEY,
        session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        time       TEXT NOT NULL,
        source     TEXT NOT NULL,
        text       TEXT NOT NULL
      ) STRICT;
CREATE TABLE project_actions (
        user_id   TEXT NOT NULL,
        folder    TEXT NOT NULL,
        action_id TEXT NOT NULL,
        name      TEXT NOT NULL,
        command   TEXT NOT NULL,
        UNIQUE (user_id, folder, action_id)
      ) STRICT;
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
CREATE TABLE tasks (
          id          TEXT PRIMARY KEY,
          user_id     TEXT NOT NULL,
          task        TEXT NOT NULL,
          paused      INTEGER NOT NULL DEFAULT 0,
          -- The next moment of its schedule, in milliseconds since 1970; NULL: there is none.
          next_run_at INTEGER,
          created_at  TEXT NOT NULL
        ) STRICT;
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
CREATE TABLE terminals (
        terminal_id TEXT PRIMARY KEY,
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        user_id     TEXT NOT NULL, info TEXT NOT NULL, pid INTEGER NOT NULL, started TEXT, mark TEXT NOT NULL
      ) STRICT;
CREATE TABLE quiet_hours (user_id TEXT PRIMARY KEY, hours TEXT NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE budgets (
        user_id   TEXT NOT NULL,
        counts    TEXT NOT NULL CHECK (counts IN ('all', 'project', 'session')),
        subject   TEXT NOT NULL,
        period    TEXT NOT NULL,
        limit_usd REAL NOT NULL,
        PRIMARY KEY (user_id, counts, subject)
      ) STRICT, WITHOUT ROWID;
CREATE TABLE session_resources (
        session_id  TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
        at          INTEGER NOT NULL,
        cpu_percent REAL,
        rss_bytes   INTEGER NOT NULL,
        disk_bytes  INTEGER,
        PRIMARY KEY (session_id, at)
      ) STRICT, WITHOUT ROWID;
CREATE TABLE project_setups (
        user_id TEXT NOT NULL,
        project TEXT NOT NULL,
        setup   TEXT NOT NULL,
        PRIMARY KEY (user_id, project)
      ) STRICT, WITHOUT ROWID;
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
CREATE TABLE templates (
        id         TEXT PRIMARY KEY,
        user_id    TEXT NOT NULL,
        shared     INTEGER NOT NULL,
        template   TEXT NOT NULL,
        created_at TEXT NOT NULL,
        deleted_at INTEGER
      ) STRICT;
CREATE TABLE auto_commits (
        user_id  TEXT NOT NULL,
        project  TEXT NOT NULL,
        enabled  INTEGER NOT NULL,
        rules    TEXT NOT NULL,
        salt     TEXT NOT NULL,
        programs TEXT NOT NULL,
        PRIMARY KEY (user_id, project)
      ) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_activity ON sessions (user_id, archived, last_activity DESC, id DESC);
CREATE INDEX approvals_open ON approvals (session_id) WHERE outcome IS NULL;
CREATE UNIQUE INDEX messages_by_key ON messages (session_id, idempotency_key) WHERE idempotency_key IS NOT NULL;
CREATE INDEX messages_open ON messages (session_id) WHERE state IN ('queued', 'sent');
CREATE INDEX approvals_owed ON approvals (session_id) WHERE owed IS NOT NULL;
CREATE INDEX events_queue ON events (session_id, seq) WHERE type = 'queue_changed';
CREATE INDEX sessions_pinned ON sessions (user_id) WHERE pinned = 1;
CREATE INDEX sessions_deleted ON sessions (deletes_at) WHERE deletes_at IS NOT NULL;
CREATE INDEX turn_usage_of_user ON turn_usage (user_id, ended_at);
CREATE INDEX turn_usage_by_time ON turn_usage (ended_at);
CREATE INDEX drafts_of_session ON drafts (session_id);
CREATE TRIGGER conversation_of_session AFTER INSERT ON sessions BEGIN
        INSERT OR REPLACE INTO conversations VALUES (new.id, new.id, new.user_id);
      END;
CREATE INDEX session_log_of_session ON session_log (session_id, id);
CREATE INDEX tasks_of_person ON tasks (user_id);
CREATE INDEX tasks_due ON tasks (next_run_at) WHERE next_run_at IS NOT NULL;
CREATE UNIQUE INDEX task_run_of_moment ON task_runs (task_id, due_at);
CREATE INDEX terminals_of_session ON terminals (session_id);
CREATE INDEX templates_of_user ON templates (user_id);
CREATE UNIQUE INDEX drafts_of_person ON drafts (user_id, coalesce(session_id, ''), place);
PRAGMA user_version = 26;
