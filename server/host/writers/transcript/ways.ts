import { lineKind } from '../../history/lines/lineKind.ts'
import type { Said } from '../../history/lines/said.ts'
import type { Link } from '../../history/lines/transcriptLine.ts'

/** More lines than a turn has. */
const MOST_LINES = 100_000

/** As much of what somebody asked as recognises it. */
const MOST_QUOTED = 100

/** The latest message that was seen, of whichever writer, and what came since. */
interface LatestMessage {
  readonly isOwn: boolean
  /** The lines since then, itself included, with what each hangs on and the message of Claude’s that it is a part of. */
  readonly since: Map<string, { readonly parent: string | null; readonly message: string | null }>
  /**
   * Claude’s messages to its writer since then that say something, or called a tool that came back: one that was stopped before is
   * dropped by the next Claude Code, and leaves nothing out.
   */
  readonly answers: Set<string>
  isTold: boolean
}

/** A message of somebody else's: the same words may be said twice. */
export interface OtherAsked {
  readonly prompt_id: string
  /** Its beginning. */
  readonly text: string
}

/**
 * Notices where a conversation that two write in gets two ways: each line names the one that it comes after, and there one of the
 * two did not know what the other one had said, or was answered.
 */
export class Ways {
  #latest: LatestMessage | null = null
  /** What the one who is not the session asked last. */
  #asked: OtherAsked = { prompt_id: '', text: '' }

  /** Returns what that one asked, where this line begins another way; once for each message. null: it goes on. */
  take(link: Link, { isOwn, said }: { readonly isOwn: boolean; readonly said: Said | null }): OtherAsked | null {
    if (link.kind === lineKind.boundary) {
      // Summed up: what comes next hangs on none of what was there.
      this.#latest = null
      return null
    }
    if (said === null || said.forked_from !== null) {
      this.#noteBetween(link)
      return null
    }
    const latest = this.#latest
    if (link.kind === lineKind.prompt) {
      this.#asked = isOwn ? this.#asked : { prompt_id: link.uuid, text: said.text.slice(0, MOST_QUOTED) }
      this.#latest = begunBy(link, isOwn)
    } else {
      this.#note(link, latest?.isOwn === isOwn ? said.answer : null)
    }
    return latest !== null && beginsAnother(latest, { link, isOwn }) ? this.#asked : null
  }

  /** What nobody said goes on from what is known, or stands on another way with all that hangs on it. */
  #noteBetween(link: Link): void {
    const { parent } = link
    if (parent === null || this.#latest?.since.has(parent) === true) {
      this.#note(link, null)
    }
  }

  /** `answer`: Claude’s to the writer of the latest message, in part. */
  #note({ uuid, parent, kind }: Link, answer: Said['answer']): void {
    const latest = this.#latest
    if (latest === null || latest.since.size >= MOST_LINES) {
      return
    }
    const message = answer?.message_id ?? null
    latest.since.set(uuid, { parent, message })
    const cameBack = kind === lineKind.result && parent !== null ? latest.since.get(parent)?.message : null
    const counts = answer?.has_text === true ? message : cameBack
    if (counts !== null && counts !== undefined) {
      latest.answers.add(counts)
    }
  }
}

function begunBy({ uuid }: Link, isOwn: boolean): LatestMessage {
  const since = new Map([[uuid, { parent: null, message: null }]])
  return { isOwn, since, answers: new Set(), isTold: false }
}

function beginsAnother(
  latest: LatestMessage,
  { link, isOwn }: { readonly link: Link; readonly isOwn: boolean },
): boolean {
  return latest.isOwn === isOwn ? !isOwn && goesBack(latest, link) : isBesideOf(latest, link)
}

/** Whether a line of the other writer’s does not know all that the writer of the latest message was told until now; true once. */
function isBesideOf(latest: LatestMessage, link: Link): boolean {
  const isBeside = !latest.isTold && latest.since.size < MOST_LINES && missesAny(latest, link)
  latest.isTold ||= isBeside
  return isBeside
}

function missesAny({ since, answers }: LatestMessage, { parent, kind }: Link): boolean {
  if (parent === null) {
    return false
  }
  if (kind !== lineKind.prompt || !since.has(parent)) {
    return !since.has(parent)
  }
  return leavesAnswersOut({ since, answers }, parent)
}

/**
 * Of two messages from outside: the later one does not know what the earlier one was answered, as from another Claude Code there, or
 * from a person who went back. What was withdrawn before there was an answer leaves nothing out.
 */
function goesBack({ since, answers }: LatestMessage, { parent, kind }: Link): boolean {
  const isWhole = since.size < MOST_LINES
  return isWhole && kind === lineKind.prompt && parent !== null && leavesAnswersOut({ since, answers }, parent)
}

/** By messages, not by lines: of several calls at once only some lie between an answer and what it answers. */
function leavesAnswersOut({ since, answers }: Pick<LatestMessage, 'since' | 'answers'>, parent: string): boolean {
  const known = new Set<string | null>()
  for (let at = since.get(parent), left = MOST_LINES; at !== undefined && left > 0; left -= 1) {
    known.add(at.message)
    at = at.parent === null ? undefined : since.get(at.parent)
  }
  return ![...answers].every((message) => known.has(message))
}
