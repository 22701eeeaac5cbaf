import type { Database } from 'better-sqlite3'
import type { HistoryConversation } from '#shared/operations/history.ts'
import { readFacts } from './conversationFacts.ts'

/** A conversation as the index knows it. */
export type IndexedConversation = Omit<HistoryConversation, 'session' | 'writer' | 'cost_usd' | 'only_copy'> & {
  /** As its transcript says. */
  readonly cost_usd: number | null
}

/** Its own transcript. */
export interface ConversationRow {
  readonly id: number
  readonly path: string
  readonly conversation_id: string
  readonly facts: string
  readonly started_at: string | null
  readonly last_at: string
  readonly project: string | null
  readonly source: string | null
  readonly unreadable: number
}

const MOST_NAMES = 50

/** Reads what stands in the index of a conversation. */
export class ConversationRows {
  readonly #get
  readonly #names
  readonly #agents

  constructor(database: Database) {
    this.#get = database.prepare<[string], ConversationRow>(
      `SELECT * FROM files WHERE conversation_id = ? AND agent IS NULL AND last_at IS NOT NULL
       ORDER BY last_at DESC, id DESC LIMIT 1`,
    )
    // What its sub-agents did counts for it.
    const names = (table: string, column: string) =>
      database
        .prepare<[string], string>(
          `SELECT DISTINCT ${column} FROM ${table} WHERE file_id IN (SELECT id FROM files WHERE conversation_id = ?)
           ORDER BY 1 LIMIT ${MOST_NAMES}`,
        )
        .pluck()
    this.#names = { models: names('models', 'name'), tools: names('tools', 'name'), files: names('changed', 'path') }
    this.#agents = database.prepare<
      [string],
      { readonly id: number; readonly path: string; readonly tool_use_id: string }
    >('SELECT id, path, tool_use_id FROM files WHERE conversation_id = ? AND tool_use_id IS NOT NULL')
  }

  /** null: there is none, or nothing was said in it. */
  get(conversationId: string): ConversationRow | null {
    return this.#get.get(conversationId) ?? null
  }

  /** Transcripts of its sub-agents, with the call that began each. */
  agents(
    conversationId: string,
  ): readonly { readonly id: number; readonly path: string; readonly tool_use_id: string }[] {
    return this.#agents.all(conversationId)
  }

  told({
    conversation_id,
    started_at,
    last_at,
    project,
    source,
    unreadable,
    ...row
  }: ConversationRow): IndexedConversation {
    const { title, turns, messages, tokens, git_branch, forked_from, cost_usd } = readFacts(row.facts)
    return {
      conversation_id,
      title,
      project,
      git_branch: git_branch === 'HEAD' ? null : git_branch,
      started_at,
      last_at,
      models: this.#names.models.all(conversation_id),
      turns,
      messages,
      tokens,
      cost_usd,
      tools: this.#names.tools.all(conversation_id),
      files: this.#names.files.all(conversation_id),
      forked_from,
      source: source === 'cli' ? 'terminal' : 'program',
      unreadable_lines: unreadable,
    }
  }
}
