import type { SessionId } from '#shared/ids.ts'
import { REPLAY_CAP, SNAPSHOT_EVENTS } from '#shared/session/snapshots.ts'
import type { SessionHeader } from '#shared/session/header.ts'
import type { StreamOpening } from '#server/link/link.ts'

interface StreamedSession {
  readonly header: SessionHeader
  readonly events: readonly Buffer[]
  readonly openBlocks: ReadonlyMap<string, string>
}

/** What whoever opens a stream gets first, as the real host decides it: what was missed, or a snapshot. */
export function openingOf(session: StreamedSession, afterSeq: number | undefined): StreamOpening {
  const { header, events } = session
  const head = header.session.head_seq
  const isReplay = afterSeq !== undefined && afterSeq <= head && head - afterSeq <= REPLAY_CAP
  const from = isReplay ? afterSeq : Math.max(0, head - SNAPSHOT_EVENTS)
  return {
    subscribed: { verdict: isReplay ? 'replay' : 'snapshot', head_seq: head, ...header, ...copied(header) },
    first_seq: events.length > from ? from + 1 : 0,
    events: events.slice(from),
    open_blocks: [...session.openBlocks].map(([id, text]) => deltaFrame(header.session.id, id, { offset: 0, text })),
  }
}

function copied(header: SessionHeader) {
  return { approvals: [...header.approvals], queue: [...header.queue] }
}

export function deltaFrame(sessionId: SessionId, blockId: string, piece: { offset: number; text: string }): Buffer {
  return Buffer.from(
    JSON.stringify({
      type: 'claude_response',
      session_id: sessionId,
      content: piece.text,
      data: { block_id: blockId, kind: 'text', offset: piece.offset, is_complete: false, chunk_index: 0 },
      timestamp: new Date().toISOString(),
    }),
  )
}
