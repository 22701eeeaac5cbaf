CREATE TABLE contents (
        hash  TEXT PRIMARY KEY,
        size  INTEGER NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;
INSERT INTO "contents" ("hash", "size", "bytes") VALUES ('5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03', 6, X'68656c6c6f0a');
CREATE TABLE files (
        folder  TEXT NOT NULL,
        path    TEXT NOT NULL,
        version TEXT NOT NULL,
        content TEXT,
        PRIMARY KEY (folder, path)
      ) STRICT, WITHOUT ROWID;
INSERT INTO "files" ("folder", "path", "version", "content") VALUES ('/home/ada/bridge', 'a.txt', '{"size":6}', '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03');
CREATE TABLE folders (folder TEXT PRIMARY KEY, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "folders" ("folder", "used_at") VALUES ('/home/ada/bridge', 1);
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
INSERT INTO "turns" ("id", "session_id", "folder", "message_id", "turn_id", "started_at", "ended_at", "is_dropped") VALUES (1, '3f0c7b1e-8a54-4c1b-9b7e-2d5a4f6c8e01', '/home/ada/bridge', 'm1', 't1', 1, 2, 0);
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
INSERT INTO "changes" ("turn", "path", "before", "before_content", "after", "after_content", "changed_by", "is_own", "additions", "deletions") VALUES (1, 'a.txt', NULL, NULL, '{"size":6}', '5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03', '[]', 1, 1, 0);
CREATE TABLE put_backs (
        id         TEXT PRIMARY KEY,
        session_id TEXT NOT NULL,
        folder     TEXT NOT NULL,
        by         TEXT NOT NULL,
        at         INTEGER NOT NULL,
        -- running: also one that a host which died left half done · done · told: half done, and somebody knows it
        state      TEXT NOT NULL CHECK (state IN ('running', 'done', 'told'))
      ) STRICT;
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
CREATE INDEX turns_of_session ON turns (session_id, id);
CREATE INDEX turns_running ON turns (folder) WHERE ended_at IS NULL;
CREATE INDEX put_backs_of_session ON put_backs (session_id);
PRAGMA user_version = 1;
