import { MessageId } from '#shared/ids.ts'
import { isRecord } from '#shared/session/tools/toolInput.ts'
import type { NewEvent } from '#shared/session/events.ts'
import { mapMessage } from '#server/host/claude/mapping/mapMessage.ts'
import { type MapState, newMapState } from '#server/host/claude/mapping/mapState.ts'
import { readClaudeLine } from '#server/host/claude/protocol/messages.ts'
import type { AgentUpdate } from '#server/host/sessions/ports/agent.ts'
import { lineKind } from '../lines/lineKind.ts'
import { type Fields, contentOf, parse, queuedPrompt, timeOf, wordsOf } from '../lines/lineFields.ts'
import type { IndexedLine } from './branches.ts'
import type { ToldEvent } from './toldEvent.ts'
import { ToldTurn } from './toldTurn.ts'

/** Lines of a transcript without a time come with the one before. */
const LONG_AGO = '1970-01-01T00:00:00.000Z'

/**
 * Makes events of transcript lines, in their order: the same that a session makes of what Claude Code prints, with the same
 * ids, so that a link to a message leads to it in both.
 */
export class LineEvents {
  readonly #state: MapState = newMapState()
  /** The call of which this is a sub-agent; null: the conversation itself. */
  readonly #parent: string | null
  #at = LONG_AGO
  #turn: ToldTurn | null = null

  constructor(parent: string | null) {
    this.#parent = parent
    // The turn has begun: nothing else is said of it.
    this.#state.turn = 'running'
  }

  /** A line that is none any more gives nothing. */
  of({ kind, part }: Pick<IndexedLine, 'kind' | 'part'>, bytes: Buffer): readonly ToldEvent[] {
    const line = parse(bytes)
    if (line === null) {
      return []
    }
    this.#at = timeOf(line) ?? this.#at
    if (kind !== lineKind.prompt) {
      this.#turn?.note(line)
      return this.#said(line, part).map((event) => ({ at: this.#at, event }))
    }
    const isSteered = queuedPrompt(line) !== null
    const end = isSteered ? [] : this.endOfTurn()
    if (this.#parent === null && !isSteered) {
      this.#turn = new ToldTurn(String(line['uuid']), this.#at)
    }
    return [...end, ...this.#prompt(line).map((event) => ({ at: this.#at, event }))]
  }

  /** The turn that began with the last message, as over. Nothing where none began in what was read. */
  endOfTurn(): readonly ToldEvent[] {
    const turn = this.#turn
    this.#turn = null
    return turn === null ? [] : [turn.end([...this.#state.filesChanged.values()])].filter((end) => end !== null)
  }

  #prompt(line: Fields): readonly NewEvent[] {
    const queued = queuedPrompt(line)
    const id = MessageId.safeParse(queued?.message_id ?? line['uuid'])
    // What a sub-agent is asked stands in its call.
    return !id.success || this.#parent !== null
      ? []
      : [
          {
            type: 'user_message',
            content: wordsOf(queued?.content ?? contentOf(line)),
            data: { message_id: id.data },
          },
        ]
  }

  #said(line: Fields, part: number): readonly NewEvent[] {
    const { toolUseResult: tool_use_result, message, type, subtype, compactMetadata: metadata } = line
    const read = readClaudeLine(
      JSON.stringify({
        type,
        subtype,
        message,
        tool_use_result,
        parent_tool_use_id: this.#parent,
        compact_metadata: compactMetadata(metadata),
      }),
    )
    if (read.kind !== 'line') {
      return []
    }
    if (read.line.type === 'assistant') {
      this.#state.whole.set(read.line.message.id, part)
    }
    const updates = mapMessage(this.#state, read.line)
    // The summary is not read here: what was said before it is.
    const told = read.line.type === 'system' ? [...updates, ...mapMessage(this.#state, NOTHING)] : updates
    return told.flatMap(eventOf)
  }
}

/** Shows that no summary follows. */
const NOTHING = { type: 'user', message: { content: '' } } as const

function compactMetadata(metadata: unknown): unknown {
  if (!isRecord(metadata)) {
    return undefined
  }
  const { trigger, preTokens: pre_tokens, postTokens: post_tokens } = metadata
  return { trigger, pre_tokens, post_tokens }
}

function eventOf(update: AgentUpdate): readonly NewEvent[] {
  switch (update.kind) {
    case 'block': {
      const { kind: _, text: content, block_kind: kind, ...data } = update
      return [{ type: 'claude_response', content, data: { ...data, kind, is_complete: true } }]
    }
    case 'tool_use': {
      const { kind: _, ...data } = update
      return [{ type: 'tool_use', data }]
    }
    case 'tool_result': {
      const { kind: _, whole: __, ...data } = update
      return [{ type: 'tool_result', data }]
    }
    case 'notice': {
      const { kind: _, text: content, is_lasting: __, ...data } = update
      return [{ type: 'notice', content, data }]
    }
    default:
      return []
  }
}
