import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { type Person, maySee } from '#shared/session/maySee.ts'
import { type ConversationRow, ConversationRows } from '../database/conversationRows.ts'
import { LINE_BITS } from '../database/historyDatabase.ts'
import { type Found, Search, writeCursor } from '../database/search.ts'
import { type Wanted, wantedIn } from '../database/searchedText.ts'
import { type IndexedLine, type Way, linesOf, wayTo } from '../conversation/branches.ts'
import { Reader } from '../conversation/readConversation.ts'
import type { Transcripts } from '../copies/transcripts.ts'
import type { CopyAnswer, ListAnswer, Questions, ReadAnswer, ToldConversation } from '../questions.ts'
import type { Indexing } from './indexing.ts'

/** What a session takes over of a conversation, in lines and in bytes. Claude knows all of it. */
const COPIED_LINES = 5_000
const COPIED_BYTES = 16 * 1024 * 1024

/** Messages of one conversation that are named as fitting. */
const MOST_MATCHES = 200

/** How old they may be. */
const CHOICES_MS = 2_000

type Choices = ReturnType<Search['choices']>

export interface AnswersDeps {
  readonly database: Database
  readonly transcripts: Transcripts
  readonly indexing: Pick<Indexing, 'progress'>
  readonly ownerOf: (conversationId: string) => string | null
}

/** Answers what the host asks of the index. Whose a conversation is decides before anything of it is read. */
export class Answers {
  readonly #deps: AnswersDeps
  readonly #rows: ConversationRows
  readonly #search: Search
  readonly #reader: Reader
  readonly #line
  readonly #choices = new Map<string, { readonly at: number; readonly choices: Choices }>()
  /** The way that was asked for last: its next page needs it again. */
  #last: { readonly key: string; readonly way: Way } | null = null

  constructor(deps: AnswersDeps) {
    const { database, transcripts, ownerOf } = deps
    this.#deps = deps
    this.#rows = new ConversationRows(database)
    this.#search = new Search(database, ownerOf)
    this.#reader = new Reader(database, transcripts, this.#rows)
    this.#line = database.prepare<[number, number], IndexedLine & { readonly path: string }>(
      `SELECT line, lines.offset, length, uuid, parent, kind, part, path FROM lines JOIN files ON files.id = file_id
       WHERE file_id = ? AND line = ?`,
    )
  }

  list({ who, params }: Questions['list']['asked']): ListAnswer {
    const { q = '', limit, cursor, ...filter } = params
    const wanted = wantedIn(q)
    const isNothing = q.trim() !== '' && wanted.length === 0
    const { rows, found } = isNothing
      ? { rows: [], found: { conversations: 0, all_matches: 0 } }
      : this.#search.find({ who, wanted, filter, limit: limit + 1, cursor })
    const page = rows.slice(0, limit)
    const last = page.at(-1)
    return {
      conversations: page.map((row) => ({
        ...this.#told(row),
        matches: row.matches,
        snippet: this.#snippet(row, wanted),
      })),
      next_cursor: rows.length > limit && last !== undefined ? writeCursor(last) : null,
      found: { conversations: found.conversations, matches: found.all_matches ?? 0 },
      ...this.#choicesOf(who),
      indexing: this.#deps.indexing.progress(),
    }
  }

  read({ who, params }: Questions['read']['asked']): ReadAnswer {
    const { conversation_id, leaf, before_seq, limit, q } = params
    const row = this.#find(conversation_id, who)
    const way = this.#wayOf(row, leaf ?? null)
    const page = this.#reader.page(row, way, { before_seq, limit })
    return {
      conversation: this.#told(row),
      ...page,
      branches: this.#reader.branches(row, way),
      matches: q === undefined || before_seq !== undefined ? [] : this.#matches(row, way, wantedIn(q)),
    }
  }

  copy({ who, conversation_id }: Questions['copy']['asked']): CopyAnswer {
    const row = this.#find(conversation_id, who)
    const bounds = { before_seq: undefined, limit: COPIED_LINES, max_bytes: COPIED_BYTES }
    const { events, next_before_seq } = this.#reader.page(row, this.#wayOf(row, null), bounds)
    return { conversation: this.#told(row), events, is_whole: next_before_seq === null }
  }

  #told(row: ConversationRow): ToldConversation {
    return { ...this.#rows.told(row), only_copy: this.#deps.transcripts.ownState(row) === null }
  }

  /** They change seldom, and a search as one types asks for them with every letter. */
  #choicesOf(who: Person): Choices {
    const known = this.#choices.get(who.user_id)
    if (known !== undefined && performance.now() - known.at < CHOICES_MS) {
      return known.choices
    }
    const choices = this.#search.choices(who)
    this.#choices.clear()
    this.#choices.set(who.user_id, { at: performance.now(), choices })
    return choices
  }

  /** @throws HomeportError SESSION_002 when there is none, or it is another person's: nobody learns which. */
  #find(conversationId: string, who: Person): ConversationRow {
    const isSeen = maySee(who, 'history', this.#deps.ownerOf(conversationId))
    const row = isSeen ? this.#rows.get(conversationId) : null
    if (row === null) {
      throw new HomeportError('SESSION_002', 'There is no such conversation. It may belong to another person.')
    }
    return row
  }

  #wayOf(row: ConversationRow, leaf: string | null): Way {
    const key = JSON.stringify([row.id, row.last_at, row.facts, leaf])
    if (this.#last?.key !== key) {
      const way = wayTo(linesOf(this.#deps.database, row.id), leaf)
      if (way === null) {
        throw new HomeportError('SESSION_002', 'The conversation has no such branch. Open it without one.')
      }
      this.#last = { key, way }
    }
    return this.#last.way
  }

  #snippet({ hit }: Found, wanted: readonly Wanted[]) {
    const line = hit === null ? undefined : this.#line.get(Math.floor(hit / 2 ** LINE_BITS), hit % 2 ** LINE_BITS)
    return line === undefined ? null : this.#reader.message(line.path, line, wanted)
  }

  #matches(row: ConversationRow, { lines }: Way, wanted: readonly Wanted[]): readonly string[] {
    if (wanted.length === 0) {
      return []
    }
    const fitting = new Set(this.#search.linesOf(row.id, wanted, MOST_MATCHES))
    return lines
      .filter(({ line }) => fitting.has(line))
      .flatMap((line) => this.#reader.message(row.path, line, wanted)?.item_id ?? [])
  }
}
