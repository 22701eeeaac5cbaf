import * as z from 'zod'
import { type ErrorData, ReceivedErrorData } from '../errors.ts'
import { HostPresence, SecurityNotice, ServerFrame } from './frames.ts'
import { Overview, Subscribed } from '../session/snapshots.ts'
import { DurableEvent, LiveEvent, Notice, type SessionEvent } from '../session/events.ts'

/** A frame of the server once it is checked. `sent_at`: by the server's clock, in ms since 1970; null: not said. */
export type Incoming =
  | { readonly kind: 'event'; readonly event: SessionEvent }
  | { readonly kind: 'subscribed'; readonly reply_to: string | null; readonly subscribed: Subscribed }
  | {
      readonly kind: 'overview'
      readonly reply_to: string | null
      readonly overview: Overview
      readonly sent_at: number | null
    }
  | { readonly kind: 'security_notice'; readonly notice: SecurityNotice }
  /** A run of a task changed: a `TaskRunNews`, read by whoever shows it. */
  | { readonly kind: 'task_run'; readonly news: unknown }
  /**
   * The socket is signed in. `version`: of the server. `user_id`: who has. `scopes`: what may be asked for. null: it does not say.
   */
  | {
      readonly kind: 'welcome'
      readonly version: string
      readonly user_id: string | null
      readonly scopes: readonly string[] | null
      readonly sent_at: number | null
    }
  /** The session host behind the server went away, or is back. */
  | { readonly kind: 'host_state'; readonly state: HostPresence['state'] }
  | { readonly kind: 'reply'; readonly reply_to: string; readonly data: unknown; readonly sent_at: number | null }
  | { readonly kind: 'refusal'; readonly reply_to: string | null; readonly error: ErrorData }
  /** Of a newer server, or none of this client's business. */
  | { readonly kind: 'ignored' }

/** Events are checked one by one: one that this page does not know must not cost the others. */
const LooseSubscribed = Subscribed.extend({
  snapshot: z.object({ first_seq: z.number(), events: z.array(z.unknown()) }).optional(),
})
const Numbered = z.looseObject({ type: z.string(), session_id: z.string(), seq: z.number(), timestamp: z.string() })
const Named = z.object({ id: z.string() })
const IGNORED: Incoming = { kind: 'ignored' }

/**
 * The only place where bytes of the server become typed values. A durable event that cannot be understood becomes a
 * notice of the same number: the sequence keeps without a hole, and the person is told to reload.
 */
export function readFrame(text: string): Incoming {
  const parsed = ServerFrame.safeParse(parseJson(text))
  if (!parsed.success) {
    return IGNORED
  }
  const frame = parsed.data
  const replyTo = frame.reply_to === undefined ? null : String(frame.reply_to)
  if (frame.type === 'subscribed') {
    return readSubscribed(frame, replyTo)
  }
  if (frame.type === 'error') {
    const error = ReceivedErrorData.safeParse(frame.data)
    return error.success ? { kind: 'refusal', reply_to: replyTo, error: error.data } : IGNORED
  }
  if (replyTo !== null) {
    return { kind: 'reply', reply_to: replyTo, data: frame.data, sent_at: sentAt(frame) }
  }
  return readUnasked(frame)
}

function readUnasked(frame: ServerFrame): Incoming {
  switch (frame.type) {
    case 'security_notice': {
      const notice = SecurityNotice.safeParse(frame.data)
      return notice.success ? { kind: 'security_notice', notice: notice.data } : IGNORED
    }
    case 'task_run':
      return { kind: 'task_run', news: frame.data }
    case 'host_state': {
      const presence = HostPresence.safeParse(frame.data)
      return presence.success ? { kind: 'host_state', state: presence.data.state } : IGNORED
    }
    case 'auth_success':
      return readWelcome(frame)
    default: {
      const event = frame.seq === undefined ? (LiveEvent.safeParse(frame).data ?? null) : readEvent(frame)
      return event === null ? IGNORED : { kind: 'event', event }
    }
  }
}

function readWelcome({ data = {}, ...frame }: ServerFrame): Incoming {
  const { version } = data
  const scopes = z.array(z.string()).safeParse(data['scopes']).data ?? null
  const user_id = Named.safeParse(data['user']).data?.id ?? null
  return typeof version === 'string' ? { kind: 'welcome', version, user_id, scopes, sent_at: sentAt(frame) } : IGNORED
}

/** Reads one durable event; null when it is not even numbered. */
export function readEvent(value: unknown): DurableEvent | null {
  const event = DurableEvent.safeParse(value)
  if (event.success) {
    return event.data
  }
  const numbered = Numbered.safeParse(value)
  if (!numbered.success) {
    return null
  }
  const { type, session_id, seq, timestamp } = numbered.data
  const content = `Something happened here that this page does not know (${type}). Reload the page to see it.`
  const data = { level: 'warning', code: 'unknown_event' }
  return Notice.safeParse({ type: 'notice', session_id, seq, content, data, timestamp }).data ?? null
}

function readSubscribed(frame: ServerFrame, replyTo: string | null): Incoming {
  const overview = frame.data?.['sessions'] === undefined ? null : Overview.safeParse(frame.data)
  if (overview?.success) {
    return { kind: 'overview', reply_to: replyTo, overview: overview.data, sent_at: sentAt(frame) }
  }
  const loose = LooseSubscribed.safeParse(frame.data)
  if (!loose.success) {
    return IGNORED
  }
  const { snapshot, ...rest } = loose.data
  const events = snapshot?.events.map(readEvent).filter((event) => event !== null)
  const subscribed =
    snapshot === undefined || events === undefined
      ? rest
      : { ...rest, snapshot: { first_seq: snapshot.first_seq, events } }
  return { kind: 'subscribed', reply_to: replyTo, subscribed }
}

function sentAt({ timestamp = '' }: ServerFrame): number | null {
  const time = Date.parse(timestamp)
  return Number.isFinite(time) ? time : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
