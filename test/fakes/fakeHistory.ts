import { HomeportError } from '#shared/errors.ts'
import type { HistoryHit } from '#shared/operations/history.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { SessionId } from '#shared/ids.ts'
import type { DurableEvent } from '#shared/session/events.ts'
import { SessionLog } from './sessionEvents.ts'

type Params = Readonly<Record<string, unknown>>

/** The conversations that a fake gateway has. */
export class FakeHistory {
  indexing: ResultOf<'history.list'>['indexing'] = null
  branches: ResultOf<'history.read'>['branches'] = []
  readonly #conversations = new Map<string, { readonly hit: HistoryHit; readonly events: readonly DurableEvent[] }>()

  /** One that begins with a message and its answer; `more` says what else is so. */
  add(id: string, [prompt, answer]: readonly [string, string], more: Partial<HistoryHit> = {}): SessionLog {
    const log = new SessionLog(SessionId.parse(id))
    log.prompt(prompt, `${id}-p`)
    log.text(answer, `${id}-a`)
    log.turnEnd()
    const hit: HistoryHit = {
      conversation_id: id,
      title: prompt,
      project: '/home/me/code/api-server',
      git_branch: 'main',
      started_at: '2026-11-20T08:20:00.000Z',
      last_at: '2026-11-20T09:00:00.000Z',
      models: ['claude-opus-5-5'],
      turns: 1,
      messages: 2,
      tokens: 6_000,
      cost_usd: 0.12,
      tools: [],
      files: [],
      forked_from: null,
      source: 'terminal',
      session: null,
      writer: null,
      unreadable_lines: 0,
      only_copy: false,
      matches: 0,
      snippet: null,
      ...more,
    }
    this.#conversations.set(id, { hit, events: log.events })
    return log
  }

  'history.list'({ q, project }: Params): ResultOf<'history.list'> {
    const all = [...this.#conversations.values()]
    const words = typeof q === 'string' ? q : ''
    const conversations = all
      .filter(({ hit }) => project === undefined || hit.project === project)
      .map(({ hit, events }) => (words === '' ? hit : { ...hit, ...matchIn(events, words) }))
      .filter(({ matches }) => words === '' || matches > 0)
    const matches = conversations.reduce((sum, one) => sum + one.matches, 0)
    return {
      conversations,
      next_cursor: null,
      found: { conversations: conversations.length, matches },
      projects: [...new Set(all.flatMap(({ hit }) => hit.project ?? []))],
      models: [...new Set(all.flatMap(({ hit }) => hit.models))],
      total: all.length,
      indexing: this.indexing,
    }
  }

  'history.read'({ conversation_id, q }: Params): ResultOf<'history.read'> {
    const one = this.#conversations.get(String(conversation_id))
    if (one === undefined) {
      throw new HomeportError('SESSION_002', 'There is no such conversation. It may belong to another person.')
    }
    const { matches: _, snippet: __, ...conversation } = one.hit
    return {
      conversation,
      events: [...one.events],
      next_before_seq: null,
      branches: this.branches,
      matches: typeof q === 'string' ? fitting(one.events, q).map(idOf) : [],
    }
  }
}

function fitting(events: readonly DurableEvent[], words: string): readonly DurableEvent[] {
  return events.filter(({ content }) => content?.toLowerCase().includes(words.toLowerCase()) === true)
}

function matchIn(events: readonly DurableEvent[], words: string): Pick<HistoryHit, 'matches' | 'snippet'> {
  const found = fitting(events, words)
  const last = found.at(-1)
  const text = last?.content ?? ''
  const at = text.toLowerCase().indexOf(words.toLowerCase())
  return {
    matches: found.length,
    snippet: last === undefined ? null : { text, marks: [{ from: at, to: at + words.length }], item_id: idOf(last) },
  }
}

function idOf({ data }: DurableEvent): string {
  return 'message_id' in data ? data.message_id : 'block_id' in data ? data.block_id : ''
}
