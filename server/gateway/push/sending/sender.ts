import { createHash } from 'node:crypto'
import webPush from 'web-push'
import { HomeportError } from '#shared/errors.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { PushMessage } from '../deciding/messages.ts'
import type { PushKeys } from '../keys.ts'
import type { Subscription, SubscriptionStore } from '../subscriptions.ts'
import { checkEndpoint } from './endpoint.ts'
import type { Post } from './post.ts'
import { type Outcome, createQueue } from './queue.ts'
import type { Timers } from '../deciding/timers.ts'

const log = createLogger('push')

export interface SenderDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly keys: PushKeys
  readonly store: Pick<SubscriptionStore, 'note' | 'remove' | 'find'>
  readonly post: Post
  /** The origin of a test's own push service; null: none. */
  readonly standIn: string | null
  /** Whom push services may write to, as VAPID wants it: a `mailto:` or an https address. */
  readonly contact: () => string
}

export interface Sender {
  /** Sends in the order of the calls for each browser; never throws. More than can be held is dropped. */
  send(to: Subscription, message: PushMessage): void
  /** Sends once, now, and says what came of it. Never throws. */
  prove(to: Subscription, message: PushMessage): Promise<{ readonly accepted: boolean; readonly outcome: string }>
  /** Nothing is sent any more. */
  dispose(): void
}

export function createSender(deps: SenderDeps): Sender {
  const over = new AbortController()
  const line: Line = { deps, over: over.signal }
  const queue = createQueue<Subscription, PushMessage>({
    timers: deps.timers,
    over: over.signal,
    keyOf: ({ sign_in_id }) => sign_in_id,
    attempt: (to, message) => attempt(to, message, line),
    isWanted: (to) => deps.store.find(to.sign_in_id)?.endpoint === to.endpoint,
  })
  return {
    send: (to, message) => queue.add(to, message),
    prove: async (to, message) => {
      const { kind, text } = await attempt(to, message, line)
      return { accepted: kind === 'accepted', outcome: text }
    },
    dispose: () => over.abort(),
  }
}

/** Once it is over nothing is posted, and nothing noted: the database may be closed. */
interface Line {
  readonly deps: SenderDeps
  readonly over: AbortSignal
}

/** One try, noted; a subscription that is dead is forgotten. Never throws. */
async function attempt(to: Subscription, message: PushMessage, line: Line): Promise<Outcome> {
  const { deps } = line
  const outcome = await tried(to, message, line)
  if (line.over.aborted) {
    return outcome
  }
  try {
    if (outcome.kind === 'dead') {
      deps.store.remove(to.sign_in_id, to.endpoint)
    } else {
      deps.store.note(to.sign_in_id, { at: deps.clock.now(), outcome: outcome.text })
    }
  } catch (error) {
    log.error('what became of a push message could not be noted', { error })
  }
  if (outcome.kind !== 'accepted') {
    log.info('a push message was not accepted', { service: new URL(to.endpoint).host, outcome: outcome.text })
  }
  return outcome
}

async function tried(to: Subscription, message: PushMessage, { deps, over }: Line): Promise<Outcome> {
  try {
    const url = checkEndpoint(to.endpoint, deps.standIn)
    const keys = await deps.keys.current()
    if (to.server_key !== keys.publicKey) {
      return { kind: 'dead', text: 'It was made with an older key of this server.' }
    }
    const { headers, body } = webPush.generateRequestDetails(
      { endpoint: to.endpoint, keys: { p256dh: to.p256dh, auth: to.auth } },
      JSON.stringify(message.payload),
      {
        vapidDetails: { subject: deps.contact(), ...keys },
        TTL: message.lasts_s,
        urgency: message.urgency,
        topic: topicOf(message.payload.tag),
        contentEncoding: 'aes128gcm',
      },
    )
    return outcomeOf(await deps.post({ url, headers: headersOf(headers), body: body ?? Buffer.alloc(0), over }))
  } catch (error) {
    if (error instanceof HomeportError && error.code === 'PUSH_001') {
      return { kind: 'dead', text: error.message }
    }
    return { kind: 'passing', text: `The push service did not answer (${failureText(error)}).` }
  }
}

function outcomeOf({ status, retry_after }: { readonly status: number; readonly retry_after: number | null }): Outcome {
  if (status >= 200 && status < 300) {
    return { kind: 'accepted', text: 'The push service took it.' }
  }
  if (status === 404 || status === 410) {
    return { kind: 'dead', text: 'This browser’s push service knows the subscription no more.' }
  }
  if (status === 401 || status === 403) {
    return { kind: 'dead', text: 'This browser’s push service refused the key of this server.' }
  }
  if (status === 429 || status >= 500) {
    return { kind: 'passing', text: `The push service is busy (${status}).`, wait: retry_after ?? 0 }
  }
  return { kind: 'refused', text: `The push service refused it (${status}).` }
}

/** At most 32 characters of base64url (RFC 8030, 5.4): a later message of the same topic replaces one that still waits. */
function topicOf(tag: string): string {
  return createHash('sha256').update(tag).digest('base64url').slice(0, 32)
}

function headersOf(headers: Readonly<Record<string, unknown>>): Record<string, string | number> {
  return Object.fromEntries(Object.entries(headers).filter(isPlain))
}

function isPlain(entry: [string, unknown]): entry is [string, string | number] {
  return typeof entry[1] === 'string' || typeof entry[1] === 'number'
}
