import type { HomeportError } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { StreamOpening } from '#server/link/link.ts'
import type { FrameId } from './frameReader.ts'

/** Where a frame belongs: the request it answers, the session it is about. */
export interface FrameAddress {
  readonly reply_to?: FrameId | undefined
  readonly session_id?: string | undefined
}

/** A frame of the gateway's own making, serialised. */
export function encodeFrame(
  type: string,
  { reply_to, session_id, data, timestamp }: FrameAddress & { readonly data: unknown; readonly timestamp: string },
): Buffer {
  return Buffer.from(JSON.stringify({ type, reply_to, session_id, data, timestamp }))
}

export function encodeError(error: HomeportError, address: FrameAddress & { readonly timestamp: string }): Buffer {
  const { code, message, details } = error
  return encodeFrame('error', { ...address, data: { code, message, details } })
}

/**
 * The `subscribed` frame. The events of a snapshot were serialised by the host and are laid in as they are.
 */
export function encodeSubscribed(
  opening: StreamOpening,
  fields: { readonly session_id: SessionId; readonly reply_to?: FrameId | undefined; readonly timestamp: string },
): Buffer {
  if (opening.subscribed.verdict === 'replay') {
    return encodeFrame('subscribed', { ...fields, data: opening.subscribed })
  }
  // `data` is the last but one field and `snapshot` its last: the frame is cut open right before its end.
  const { timestamp, ...address } = fields
  const head = JSON.stringify({ type: 'subscribed', ...address, timestamp, data: opening.subscribed })
  const snapshot = `,"snapshot":{"first_seq":${opening.first_seq},"events":[`
  const parts: Buffer[] = [Buffer.from(head.slice(0, -2) + snapshot)]
  for (const [index, event] of opening.events.entries()) {
    if (index > 0) {
      parts.push(comma)
    }
    parts.push(event)
  }
  parts.push(Buffer.from(']}}}'))
  return Buffer.concat(parts)
}

const comma = Buffer.from(',')
