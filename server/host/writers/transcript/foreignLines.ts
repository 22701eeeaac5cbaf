import { LineEvents } from '../../history/conversation/lineEvents.ts'
import type { ToldEvent } from '../../history/conversation/toldEvent.ts'
import { parse, queuedPrompt } from '../../history/lines/lineFields.ts'
import { lineKind } from '../../history/lines/lineKind.ts'
import type { Said } from '../../history/lines/said.ts'
import { type Link, readTranscriptLine } from '../../history/lines/transcriptLine.ts'
import { type OtherAsked, Ways } from './ways.ts'
import { isRecord } from '#shared/session/tools/toolInput.ts'

/** What one line of somebody else’s tells. */
export interface ForeignLine {
  readonly events: readonly ToldEvent[]
  readonly turn: 'begun' | 'ended' | null
}

export interface TakenLine {
  /** A message of the session’s own. */
  readonly isOwn: boolean
  /**
   * It does not go on from what the other writer said last, but from before that, or from a message that was not answered yet: each
   * has a way of its own from here on, and Claude Code goes on with one of them. It is what the other one, who is not the session,
   * asked; null: it goes on.
   */
  readonly leavesOut: OtherAsked | null
  /** null: it is the session’s own, or says nothing. */
  readonly foreign: ForeignLine | null
}

const NOTHING: TakenLine = { isOwn: false, leavesOut: null, foreign: null }

/** More ids than a conversation that is followed for weeks gathers in the turns that count. */
const MOST_IDS = 100_000

const MOST_OF_ID = 100

const PROGRESS = Buffer.from('"type":"progress"')
const QUEUED = Buffer.from('"type":"queued_command"')

/**
 * Tells which lines of a transcript were not written by the session’s own process. A turn begins with a person’s message:
 * one that the session knows is its own, any other is somebody else’s; and what hangs below it in the chain of parents is too.
 */
export class ForeignLines {
  readonly #isKnown: (promptId: string) => boolean
  #ids = new Set<string>()
  #parts = new Map<string, number>()
  #events = new LineEvents(null)
  readonly #ways = new Ways()

  /** `isKnown`: whether the session has a message of that id. */
  constructor(isKnown: (promptId: string) => boolean) {
    this.#isKnown = isKnown
  }

  take(bytes: Buffer): TakenLine {
    const line = readTranscriptLine(bytes)
    if (line.type !== 'link') {
      this.#passProgress(bytes)
      return NOTHING
    }
    const { link, said } = line
    const isForeign = this.#isForeign(link, said, bytes)
    const leavesOut = this.#ways.take(link, { isOwn: !isForeign, said })
    if (!isForeign) {
      const isPrompt = link.kind === lineKind.prompt && said?.forked_from === null
      return isPrompt || leavesOut !== null ? { isOwn: isPrompt, leavesOut, foreign: null } : NOTHING
    }
    this.#remember(link.uuid)
    return { isOwn: false, leavesOut, foreign: this.#told(link, said, bytes) }
  }

  /** It says nothing, but older Claude Codes hang what comes next on it. */
  #passProgress(bytes: Buffer): void {
    const line = bytes.includes(PROGRESS) ? parse(bytes) : null
    const [uuid, parent] = [line?.['uuid'], line?.['parentUuid']]
    if (typeof uuid !== 'string' || typeof parent !== 'string' || uuid.length + parent.length > MOST_OF_ID * 2) {
      return
    }
    this.#ways.take({ uuid, parent, kind: lineKind.link }, { isOwn: true, said: null })
    if (this.#ids.has(parent)) {
      this.#remember(uuid)
    }
  }

  /** The turn that began last, as over. */
  endOfTurn(): readonly ToldEvent[] {
    return this.#events.endOfTurn()
  }

  #isForeign({ uuid, parent, kind }: Link, said: Said | null, bytes: Buffer): boolean {
    if (said !== null && said.forked_from !== null) {
      return false
    }
    const isBelow = parent !== null && this.#ids.has(parent)
    return kind === lineKind.prompt ? !this.#isKnown(promptId(bytes) ?? uuid) : isBelow
  }

  #told({ kind }: Link, said: Said | null, bytes: Buffer): ForeignLine {
    if (kind === lineKind.link || kind === lineKind.note) {
      const isCut = kind === lineKind.note && bytes.includes(INTERRUPTED)
      return { events: isCut ? this.#events.endOfTurn() : [], turn: isCut ? 'ended' : null }
    }
    const events = this.#events.of({ kind, part: this.#partOf(said) }, bytes)
    if (kind === lineKind.prompt) {
      return { events, turn: 'begun' }
    }
    const isLast = kind === lineKind.answer && isEndOfTurn(bytes)
    return { events: isLast ? [...events, ...this.#events.endOfTurn()] : events, turn: isLast ? 'ended' : null }
  }

  /** Blocks of one message come in lines of their own; each has its place. */
  #partOf(said: Said | null): number {
    const answer = said?.answer ?? null
    if (answer === null) {
      return 0
    }
    const part = this.#parts.get(answer.message_id) ?? 0
    this.#parts = new Map([[answer.message_id, part + answer.blocks]])
    return part
  }

  #remember(uuid: string): void {
    if (this.#ids.size >= MOST_IDS) {
      this.#ids = new Set([...this.#ids].slice(MOST_IDS / 2))
    }
    this.#ids.add(uuid)
  }
}

/** Of a message that went into a running turn; null: it is none. */
function promptId(bytes: Buffer): string | null {
  const line = bytes.includes(QUEUED) ? parse(bytes) : null
  return line === null ? null : (queuedPrompt(line)?.message_id ?? null)
}

const INTERRUPTED = Buffer.from('[Request interrupted by user')

function isEndOfTurn(bytes: Buffer): boolean {
  const message = parse(bytes)?.['message']
  return (
    isRecord(message) && ['end_turn', 'stop_sequence', 'max_tokens', 'refusal'].includes(String(message['stop_reason']))
  )
}
