import { rmSync } from 'node:fs'
import type { Database } from 'better-sqlite3'
import { openDatabaseOf, schemaVersion } from '#server/platform/files/database.ts'
import { failureCode } from '#server/platform/failure.ts'

/**
 * Raise it with every change of what is read from a transcript or how it is kept: an index of another number is thrown
 * away and made anew from the transcripts. So it has no migrations.
 */
const VERSION = 1

/** Lines of one file, as the number of a message: `file << LINE_BITS | line`. */
export const LINE_BITS = 24

const SCHEMA = `
  -- Transcripts and how far each was read. What is added up of a conversation stands with it, and is committed with the
  -- offset: a crash counts nothing twice and leaves nothing out.
  CREATE TABLE files (
    id              INTEGER PRIMARY KEY,
    path            TEXT NOT NULL UNIQUE,
    conversation_id TEXT NOT NULL,
    -- Of the sub-agent whose it is; null: the conversation's own.
    agent           TEXT,
    -- The call that began the sub-agent.
    tool_use_id     TEXT,
    -- The file that was read, how it began, and how large it was: another one is read anew.
    identity        TEXT NOT NULL,
    head            TEXT NOT NULL,
    size            INTEGER NOT NULL,
    modified        REAL NOT NULL,
    -- Bytes that are read, and whether they end within a line that is too long.
    offset          INTEGER NOT NULL DEFAULT 0,
    in_too_long     INTEGER NOT NULL DEFAULT 0,
    lines           INTEGER NOT NULL DEFAULT 0,
    -- Lines that could not be read, and how many there are of each type that is not known (JSON).
    unreadable      INTEGER NOT NULL DEFAULT 0,
    unknown         TEXT NOT NULL DEFAULT '{}',
    -- What it tells of the conversation (JSON, conversationFacts.ts), and what is asked for of it.
    facts           TEXT NOT NULL DEFAULT '{}',
    started_at      TEXT,
    last_at         TEXT,
    project         TEXT,
    source          TEXT
  ) STRICT;
  CREATE INDEX files_of_conversation ON files (conversation_id);
  CREATE INDEX files_by_time ON files (last_at) WHERE agent IS NULL;

  -- The links of a conversation, in the order of the file.
  CREATE TABLE lines (
    file_id INTEGER NOT NULL,
    line    INTEGER NOT NULL,
    offset  INTEGER NOT NULL,
    length  INTEGER NOT NULL,
    uuid    TEXT NOT NULL,
    parent  TEXT,
    kind    INTEGER NOT NULL,
    -- Of an answer: blocks of the same message before it.
    part    INTEGER NOT NULL,
    PRIMARY KEY (file_id, line)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE tools (file_id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (file_id, name)) STRICT, WITHOUT ROWID;
  CREATE TABLE changed (file_id INTEGER NOT NULL, path TEXT NOT NULL, PRIMARY KEY (file_id, path)) STRICT, WITHOUT ROWID;
  CREATE TABLE models (file_id INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (file_id, name)) STRICT, WITHOUT ROWID;

  -- The words of messages, not their text: that is read from the transcript.
  CREATE VIRTUAL TABLE words USING fts5 (
    text, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 2'
  );
`

/** Opens the index; one of another version, or one that is no database any more, is thrown away first. */
export function openHistoryDatabase(file: string): Database {
  try {
    return open(file)
  } catch (error) {
    if (!isBroken(error)) {
      throw error
    }
    throwAway(file)
    return open(file)
  }
}

/** Whether the index itself is damaged: made anew, it is right again. */
export function isBroken(error: unknown): boolean {
  return (
    error instanceof OtherVersion ||
    ['SQLITE_CORRUPT', 'SQLITE_NOTADB'].some((code) => failureCode(error)?.startsWith(code))
  )
}

/** Removes the index. What it held is read again. */
export function throwAway(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) {
    rmSync(file + suffix, { force: true })
  }
}

class OtherVersion extends Error {}

function open(file: string): Database {
  return openDatabaseOf(file, {
    refuse: (database) => {
      if (![0, VERSION].includes(schemaVersion(database))) {
        throw new OtherVersion()
      }
    },
    isBehind: () => false,
    migrate: (database) => {
      if (schemaVersion(database) === 0) {
        database.exec(SCHEMA)
        database.pragma(`user_version = ${VERSION}`)
      }
    },
  })
}
