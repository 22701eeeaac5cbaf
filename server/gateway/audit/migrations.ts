import type { ModuleMigrations } from '../store/openStore.ts'

/** Who did what: only ever added to. */
export const auditMigrations: ModuleMigrations = {
  module: 'audit',
  steps: [
    {
      name: 'audit log',
      sql: `
        -- Each entry is hashed together with the one before (server/gateway/audit/log/chain.ts). The columns beside are read
        -- from the hashed text itself, so that they cannot say anything else.
        CREATE TABLE audit_entries (
          seq INTEGER PRIMARY KEY,
          entry TEXT NOT NULL,
          hash TEXT NOT NULL,
          time TEXT AS (entry ->> '$.time') VIRTUAL,
          action TEXT AS (entry ->> '$.action') VIRTUAL,
          outcome TEXT AS (entry ->> '$.outcome') VIRTUAL,
          user_id TEXT AS (entry ->> '$.user_id') VIRTUAL,
          username TEXT AS (entry ->> '$.username') VIRTUAL,
          session_id TEXT AS (entry ->> '$.session_id') VIRTUAL
        ) STRICT;
        CREATE INDEX audit_entries_of_session ON audit_entries (session_id, seq) WHERE session_id IS NOT NULL;

        CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
        -- Also keeps INSERT OR REPLACE from taking an entry's place: it asks no DELETE trigger.
        CREATE TRIGGER audit_entries_in_order BEFORE INSERT ON audit_entries
        WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM audit_entries)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
      `,
    },
    {
      name: 'archives of old entries',
      sql: `
        -- Entries up to through_seq lie in files, which entries of the log name (retention/auditRetention.ts).
        CREATE TABLE audit_archives (
          through_seq INTEGER PRIMARY KEY,
          through_hash TEXT NOT NULL,
          from_seq INTEGER NOT NULL,
          file TEXT NOT NULL,
          sha256 TEXT NOT NULL
        ) STRICT;
        DROP TRIGGER audit_entries_no_delete;
        CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
        WHEN OLD.seq > (SELECT coalesce(max(through_seq), 0) FROM audit_archives)
        BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
      `,
    },
  ],
}
