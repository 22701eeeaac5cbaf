import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { type Person, maySee } from '#shared/session/maySee.ts'
import type { ConversationRow } from './conversationRows.ts'
import { LINE_BITS } from './historyDatabase.ts'
import { type Wanted, matchQuery } from './searchedText.ts'

export type Filter = Omit<ParamsOf<'history.list'>, 'q' | 'limit' | 'cursor'>

export interface Found extends ConversationRow {
  readonly matches: number
  /** The latest line that fits, with its file: `file << LINE_BITS | line`; null where no words were asked for. */
  readonly hit: number | null
}

interface Question {
  /** Who asks: nothing is found that they may not see. */
  readonly who: Person
  readonly wanted: readonly Wanted[]
  readonly filter: Filter
  readonly limit: number
  readonly cursor: string | undefined
}

interface Sums {
  readonly conversations: number
  readonly all_matches: number | null
}

/** Finds conversations. `ownerOf`: whose a conversation is; null: nobody's in particular. */
export class Search {
  readonly #database: Database
  #who: Person | null = null

  constructor(database: Database, ownerOf: (conversationId: string) => string | null) {
    this.#database = database
    database.function('is_of_session', (id: unknown) => (ownerOf(String(id)) === null ? 0 : 1))
    database.function('may_see', (id: unknown) =>
      this.#who !== null && maySee(this.#who, 'history', ownerOf(String(id))) ? 1 : 0,
    )
  }

  /**
   * The latest first; the sums are of everything that fits, whatever the page. @throws HomeportError WS_002 for a cursor
   * that was not given out.
   */
  find({ limit, cursor, ...asked }: Question): { readonly rows: readonly Found[]; readonly found: Sums } {
    const { from, values } = this.#matching(asked)
    const after = cursor === undefined ? null : readCursor(cursor)
    // Everything that fits is found once: the sums are those of all rows, before they are cut to a page. What a row tells is
    // read of the page alone.
    const rows = this.#database
      .prepare<object, Found & Sums>(
        `WITH fitting AS MATERIALIZED (${from}),
           sums AS (SELECT count(*) AS conversations, sum(matches) AS all_matches FROM fitting),
           page AS (SELECT * FROM fitting ${after === null ? '' : 'WHERE (last_at, conversation_id) < (@last_at, @conversation_id)'}
             ORDER BY last_at DESC, conversation_id DESC LIMIT @limit)
         SELECT files.*, page.matches, page.hit, sums.* FROM sums LEFT JOIN page LEFT JOIN files ON files.id = page.id
         ORDER BY files.last_at DESC, files.conversation_id DESC`,
      )
      .all({ ...values, ...after, limit: Math.max(1, limit) })
    const { conversations = 0, all_matches = 0 } = rows[0] ?? {}
    const found = { conversations, all_matches: all_matches ?? 0 }
    return { rows: rows.filter(({ id }) => id !== null).slice(0, limit), found }
  }

  /** What this person can filter by, and of how many conversations. */
  choices(who: Person): { readonly projects: string[]; readonly models: string[]; readonly total: number } {
    const { from, values } = this.#matching({ who, wanted: [], filter: {} })
    const list = (sql: string) => this.#database.prepare<object, string>(sql).pluck().all(values)
    return {
      projects: list(
        `SELECT project FROM (${from}) WHERE project IS NOT NULL GROUP BY project ORDER BY max(last_at) DESC LIMIT 200`,
      ),
      models: list(
        `SELECT DISTINCT name FROM models WHERE file_id IN (SELECT id FROM (${from})) ORDER BY name LIMIT 100`,
      ),
      total: this.find({ who, wanted: [], filter: {}, limit: 0, cursor: undefined }).found.conversations,
    }
  }

  /** Lines of a conversation that fit, in its own transcript. */
  linesOf(fileId: number, wanted: readonly Wanted[], most: number): readonly number[] {
    return this.#database
      .prepare<object, number>(
        `SELECT rowid & ((1 << ${LINE_BITS}) - 1) FROM words
         WHERE words MATCH @match AND rowid BETWEEN (@id << ${LINE_BITS}) AND (@id << ${LINE_BITS}) + ((1 << ${LINE_BITS}) - 1)
         ORDER BY rowid LIMIT @most`,
      )
      .pluck()
      .all({ match: matchQuery(wanted), id: fileId, most })
  }

  /** The conversations of one of which several transcripts are there count once: the latest of them. */
  #matching({ who, wanted, filter }: Pick<Question, 'who' | 'wanted' | 'filter'>) {
    const clauses = [
      'f.agent IS NULL',
      'f.last_at IS NOT NULL',
      'f.id = (SELECT id FROM files o WHERE o.conversation_id = f.conversation_id AND o.agent IS NULL ORDER BY last_at DESC, id DESC LIMIT 1)',
      ...clausesOf(filter),
      'may_see(f.conversation_id)',
    ]
    const hits =
      wanted.length === 0
        ? null
        : `(SELECT o.conversation_id, sum(matches) AS matches, max(hit) AS hit FROM
             (SELECT rowid >> ${LINE_BITS} AS file_id, count(*) AS matches, max(rowid) AS hit
                FROM words WHERE words MATCH @match GROUP BY 1) JOIN files o ON o.id = file_id GROUP BY 1)`
    const from =
      hits === null
        ? `SELECT ${COLUMNS}, 0 AS matches, NULL AS hit FROM files f WHERE ${clauses.join(' AND ')}`
        : `SELECT ${COLUMNS}, h.matches, h.hit FROM ${hits} h JOIN files f ON f.conversation_id = h.conversation_id
             WHERE ${clauses.join(' AND ')}`
    this.#who = who
    const values = { ...(hits === null ? {} : { match: matchQuery(wanted) }), ...valuesOf(filter) }
    return { from, values }
  }
}

/** What is sorted and narrowed by. */
const COLUMNS = 'f.id, f.conversation_id, f.last_at, f.project'

/** What stands in another table counts for the conversation, whichever of its transcripts says it. */
const ofConversation = 'IN (SELECT id FROM files o WHERE o.conversation_id = f.conversation_id)'

const filters = ['project', 'from', 'to', 'model', 'tool', 'file', 'source'] as const

const filterClauses: Readonly<Record<keyof Filter, string>> = {
  project: 'f.project = @project',
  from: 'f.last_at >= @from',
  to: 'f.started_at < @to',
  model: `EXISTS (SELECT 1 FROM models WHERE name = @model AND file_id ${ofConversation})`,
  tool: `EXISTS (SELECT 1 FROM tools WHERE name = @tool AND file_id ${ofConversation})`,
  file: `EXISTS (SELECT 1 FROM changed WHERE instr(lower(path), lower(@file)) > 0 AND file_id ${ofConversation})`,
  source:
    "CASE WHEN is_of_session(f.conversation_id) THEN 'homeport' WHEN f.source = 'cli' THEN 'terminal' ELSE 'program' END = @source",
}

function given(filter: Filter): [keyof Filter, string][] {
  return filters.flatMap((name): [keyof Filter, string][] => {
    const value = filter[name]
    return value === undefined ? [] : [[name, value]]
  })
}

function clausesOf(filter: Filter): readonly string[] {
  return given(filter).map(([name]) => filterClauses[name])
}

function valuesOf(filter: Filter): Readonly<Record<string, string>> {
  return Object.fromEntries(given(filter).map(([name, value]) => [name, name === 'to' ? dayAfter(value) : value]))
}

const DAY_MS = 24 * 3_600_000

function dayAfter(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString()
}

/** Where the next page begins. */
export function writeCursor({
  last_at,
  conversation_id,
}: Pick<ConversationRow, 'last_at' | 'conversation_id'>): string {
  return `${last_at}/${conversation_id}`
}

function readCursor(cursor: string): { readonly last_at: string; readonly conversation_id: string } {
  const [last_at, conversation_id, ...rest] = cursor.split('/')
  if (last_at === undefined || conversation_id === undefined || rest.length > 0 || Number.isNaN(Date.parse(last_at))) {
    throw new HomeportError('WS_002', 'The cursor is not one this server gave out. Start again without it.')
  }
  return { last_at, conversation_id }
}
