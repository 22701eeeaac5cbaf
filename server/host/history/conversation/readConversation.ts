import type { Database } from 'better-sqlite3'
import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import type { HistoryBranch, Snippet } from '#shared/operations/history.ts'
import type { DurableEvent, NewEvent } from '#shared/session/events.ts'
import { type ConversationRow, type ConversationRows } from '../database/conversationRows.ts'
import { type Wanted } from '../database/searchedText.ts'
import type { OpenTranscript } from '../files/openTranscript.ts'
import type { Transcripts } from '../copies/transcripts.ts'
import { MAX_LINE_BYTES } from '../files/lineScan.ts'
import { lineKind } from '../lines/lineKind.ts'
import { contentOf, parse, queuedPrompt, timeOf, wordsOf } from '../lines/lineFields.ts'
import { readTranscriptLine } from '../lines/transcriptLine.ts'
import { type IndexedLine, type Way, linesOf } from './branches.ts'
import { LineEvents } from './lineEvents.ts'
import { snippetOf } from './snippet.ts'
import type { ToldEvent } from './toldEvent.ts'

/** Numbers that one line of a transcript has for its events; sub-agents tell theirs within the line of their call. */
const PER_LINE = 4096

/** Bytes of lines that one page reads, and lines of one sub-agent. */
const PAGE_BYTES = 4 * 1024 * 1024
const MOST_OF_AGENT = 400

export interface Page {
  readonly events: readonly DurableEvent[]
  readonly next_before_seq: number | null
}

export interface PageBounds {
  readonly before_seq: number | undefined
  readonly limit: number
  readonly max_bytes?: number
}

/** Reads what was said from transcripts, by the places that the index has of their lines. */
export class Reader {
  readonly #database: Database
  readonly #transcripts: Transcripts
  readonly #rows: ConversationRows

  constructor(database: Database, transcripts: Transcripts, rows: ConversationRows) {
    this.#database = database
    this.#transcripts = transcripts
    this.#rows = rows
  }

  /** The latest part of a way that comes before `before_seq`. Its events are numbered along the way, with gaps. */
  page(row: ConversationRow, way: Way, { before_seq, limit, max_bytes = PAGE_BYTES }: PageBounds): Page {
    const end =
      before_seq === undefined ? way.lines.length : Math.min(way.lines.length, Math.floor((before_seq - 1) / PER_LINE))
    const first = pageStart(way.lines, end, { limit, max_bytes })
    const agents = new Map(this.#rows.agents(row.conversation_id).map((agent) => [agent.tool_use_id, agent]))
    const told = new LineEvents(null)
    const events = this.#withFile(row.path, (read) =>
      way.lines.slice(first, end).flatMap((line, index) => {
        const own = told.of(line, read(line.offset, Math.min(line.length, MAX_LINE_BYTES)))
        const isLast = first + index === way.lines.length - 1
        const all = own
          .flatMap((one) => [one, ...this.#ofAgent(agents, one)])
          .slice(0, PER_LINE - 1)
          .concat(isLast ? told.endOfTurn() : [])
        return all.map((one, step) => numbered(one, row.conversation_id, (first + index) * PER_LINE + step + 1))
      }),
    )
    if (events === null) {
      throw new HomeportError(
        'SESSION_002',
        'The transcript of this conversation is gone, and there is no copy that can be read. Nothing was changed.',
      )
    }
    return { events, next_before_seq: first === 0 ? null : first * PER_LINE + 1 }
  }

  /** How the message begins with which each branch leaves. */
  branches(row: ConversationRow, { branches }: Way): readonly HistoryBranch[] {
    return (
      this.#withFile(row.path, (read) =>
        branches.slice(-MOST_BRANCHES).map(({ leaf, prompt }) => {
          const line = parse(read(prompt.offset, prompt.length)) ?? {}
          const text = wordsOf(queuedPrompt(line)?.content ?? contentOf(line))
          return { leaf, text: snippetOf(text, []).text, at: timeOf(line) ?? row.last_at }
        }),
      ) ?? []
    )
  }

  /** A message of a transcript, by its place: how it reads around what was found, and its id. */
  message(path: string, line: IndexedLine, wanted: readonly Wanted[]): (Snippet & { readonly item_id: string }) | null {
    return this.#withFile(path, (read) => {
      const bytes = read(line.offset, line.length)
      const told = readTranscriptLine(bytes)
      const text = told.type === 'link' ? (told.said?.text ?? '') : ''
      const [first] = new LineEvents(null).of(line, bytes)
      return first === undefined ? null : { ...snippetOf(text, wanted), item_id: itemOf(first.event) }
    })
  }

  #ofAgent(agents: ReadonlyMap<string, { readonly id: number; readonly path: string }>, { event }: ToldEvent) {
    const agent = event.type === 'tool_use' ? agents.get(event.data.tool_use_id) : undefined
    if (agent === undefined || event.type !== 'tool_use') {
      return []
    }
    const lines = linesOf(this.#database, agent.id).filter(
      ({ kind }) => kind === lineKind.answer || kind === lineKind.result,
    )
    const told = new LineEvents(event.data.tool_use_id)
    return (
      this.#withFile(agent.path, (read) =>
        lines.slice(0, MOST_OF_AGENT).flatMap((line) => told.of(line, read(line.offset, line.length))),
      ) ?? []
    )
  }

  #withFile<T>(path: string, use: (read: OpenTranscript['read']) => T): T | null {
    const opened = this.#open(path)
    try {
      return opened === null ? null : use(opened.read)
    } finally {
      opened?.close()
    }
  }

  /** null also where there is a copy alone, and it is damaged: that is told when it is indexed. */
  #open(path: string): OpenTranscript | null {
    try {
      return this.#transcripts.open(path)
    } catch {
      return null
    }
  }
}

const MOST_BRANCHES = 50

/** The page goes back to the message that a person sent, where that is not too far. */
function pageStart(lines: readonly IndexedLine[], end: number, { limit, max_bytes }: Omit<PageBounds, 'before_seq'>) {
  let first = end
  let bytes = 0
  while (
    first > 0 &&
    end - first < limit &&
    (first === end || bytes + (lines[first - 1]?.length ?? 0) <= (max_bytes ?? 0))
  ) {
    first -= 1
    bytes += lines[first]?.length ?? 0
  }
  const prompt = lines.findIndex(({ kind }, index) => index >= first && index < end && kind === lineKind.prompt)
  return first === 0 || prompt === -1 ? first : prompt
}

function numbered({ at, event }: ToldEvent, conversationId: string, seq: number): DurableEvent {
  return { ...event, session_id: SessionId.parse(conversationId), seq, timestamp: at }
}

function itemOf({ type, data }: NewEvent): string {
  switch (type) {
    case 'user_message':
      return data.message_id
    case 'claude_response':
      return data.block_id
    case 'tool_use':
      return data.tool_use_id
    default:
      return ''
  }
}
