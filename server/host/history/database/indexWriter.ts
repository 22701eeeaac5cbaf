import type { Database, Statement } from 'better-sqlite3'
import * as z from 'zod'
import type { Answer, Said } from '../lines/said.ts'
import type { Link, TranscriptLine } from '../lines/transcriptLine.ts'
import { lineKind } from '../lines/lineKind.ts'
import { readTranscriptLine } from '../lines/transcriptLine.ts'
import type { ScanStep, ScannedLine } from '../files/lineScan.ts'
import { type ConversationFacts, addSaid, addTitle, readFacts } from './conversationFacts.ts'
import { LINE_BITS } from './historyDatabase.ts'
import { searchedText } from './searchedText.ts'

/** A file while it is read. */
export interface ReadFile {
  readonly id: number
  readonly agent: string | null
  lines: number
  unreadable: number
  readonly unknown: Record<string, number>
  readonly facts: ConversationFacts
  startedAt: string | null
  lastAt: string | null
  project: string | null
  source: string | null
}

/** What it was when it was read last. */
export interface FileMark {
  readonly identity: string
  readonly head: string
  readonly size: number
  readonly modified: number
}

/** More lines than a conversation has: their numbers have a place beside the file's. */
const MOST_LINES = 2 ** LINE_BITS - 1

/** Names of unknown types that are counted one by one. */
const MOST_UNKNOWN = 50

const Counts = z.record(z.string(), z.number())

interface FileRow {
  readonly lines: number
  readonly unreadable: number
  readonly unknown: string
  readonly facts: string
  readonly started_at: string | null
  readonly last_at: string | null
  readonly project: string | null
  readonly source: string | null
  readonly agent: string | null
}

/** Writes what lines say into the index. Every step is one transaction, the offset with it. */
export class IndexWriter {
  readonly #database: Database
  readonly #load: Statement<[number], FileRow>
  readonly #save: Statement<object>
  readonly #line: Statement
  readonly #words: Statement<[number, number, string]>
  readonly #lists: Readonly<Record<'tools' | 'changed' | 'models', Statement<[number, string]>>>

  constructor(database: Database) {
    this.#database = database
    this.#load = database.prepare('SELECT * FROM files WHERE id = ?')
    this.#save = database.prepare(
      `UPDATE files SET identity = @identity, head = @head, size = @size, modified = @modified, offset = @offset,
         in_too_long = @in_too_long, lines = @lines, unreadable = @unreadable, unknown = @unknown, facts = @facts,
         started_at = @started_at, last_at = @last_at, project = @project, source = @source WHERE id = @id`,
    )
    this.#line = database.prepare(
      'INSERT INTO lines (file_id, line, offset, length, uuid, parent, kind, part) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    )
    this.#words = database.prepare(`INSERT INTO words (rowid, text) VALUES ((? << ${LINE_BITS}) | ?, ?)`)
    this.#lists = {
      tools: database.prepare('INSERT OR IGNORE INTO tools (file_id, name) VALUES (?, ?)'),
      changed: database.prepare('INSERT OR IGNORE INTO changed (file_id, path) VALUES (?, ?)'),
      models: database.prepare('INSERT OR IGNORE INTO models (file_id, name) VALUES (?, ?)'),
    }
  }

  /** Where reading of the file stopped. */
  open(id: number): ReadFile {
    const row = this.#load.get(id)
    if (row === undefined) {
      throw new Error('a file of the index is gone while it is read')
    }
    return {
      id,
      agent: row.agent,
      lines: row.lines,
      unreadable: row.unreadable,
      unknown: Counts.parse(JSON.parse(row.unknown)),
      facts: readFacts(row.facts),
      startedAt: row.started_at,
      lastAt: row.last_at,
      project: row.project,
      source: row.source,
    }
  }

  /** Takes a step of the file in, whole or not at all. */
  write(file: ReadFile, step: ScanStep, mark: FileMark): void {
    this.#database.transaction(() => {
      file.unreadable += step.tooLong
      for (const line of step.lines) {
        this.#take(file, line)
      }
      this.#save.run({
        id: file.id,
        ...mark,
        // Not all of it is read: whoever looks next sees that there is more.
        size: step.isAtEnd ? mark.size : step.offset,
        offset: step.offset,
        in_too_long: step.isInTooLong ? 1 : 0,
        lines: file.lines,
        unreadable: file.unreadable,
        unknown: JSON.stringify(file.unknown),
        facts: JSON.stringify(file.facts),
        started_at: file.startedAt,
        last_at: file.lastAt,
        project: file.project,
        source: file.source,
      })
    })()
  }

  #take(file: ReadFile, line: ScannedLine): void {
    const read = readTranscriptLine(line.bytes)
    switch (read.type) {
      case 'link':
        this.#takeLink(file, line, read)
        return
      case 'title':
        addTitle(file.facts, read.title, read.rank)
        return
      case 'cost':
        file.facts.cost_usd = read.cost_usd
        return
      case 'unknown':
        countUnknown(file.unknown, read.name)
        return
      case 'corrupt':
        file.unreadable += 1
        return
      case 'other':
    }
  }

  #takeLink(file: ReadFile, { offset, bytes }: ScannedLine, read: Extract<TranscriptLine, { type: 'link' }>): void {
    if (file.lines >= MOST_LINES) {
      file.unreadable += 1
      return
    }
    const { link, said } = read
    const part = said === null ? 0 : addSaid(file.facts, link.kind, said)
    file.lines += 1
    this.#line.run(file.id, file.lines, offset, bytes.length, link.uuid, link.parent, link.kind, part)
    if (said !== null) {
      this.#takeSaid(file, link, said)
    }
  }

  #takeSaid(file: ReadFile, { kind }: Link, said: Said): void {
    file.startedAt ??= said.at
    file.lastAt = said.at ?? file.lastAt
    file.project = said.cwd ?? file.project
    file.source ??= said.entrypoint
    // What a sub-agent is asked stands in its call.
    if (said.text !== '' && (file.agent === null || kind !== lineKind.prompt)) {
      this.#words.run(file.id, file.lines, searchedText(said.text))
    }
    if (said.answer !== null) {
      this.#takeAnswer(file, said.answer)
    }
  }

  #takeAnswer(file: ReadFile, { model, tools }: Answer): void {
    if (model !== null) {
      this.#lists.models.run(file.id, model)
    }
    for (const { name, file: changed } of tools) {
      this.#lists.tools.run(file.id, name)
      if (changed !== null) {
        this.#lists.changed.run(file.id, changed)
      }
    }
  }
}

function countUnknown(unknown: Record<string, number>, name: string): void {
  const key = Object.hasOwn(unknown, name) || Object.keys(unknown).length < MOST_UNKNOWN ? name : 'others'
  unknown[key] = (unknown[key] ?? 0) + 1
}
