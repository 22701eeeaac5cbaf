import { HomeportError } from '#shared/errors.ts'
import type { UserId } from '#shared/ids.ts'
import { MAX_NOTIFICATION_ADDRESSES } from '#shared/operations/notificationAddresses.ts'
import type { Clock } from '#server/platform/clock.ts'
import { failureText } from '#server/platform/failure.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { PushMessage } from '../deciding/messages.ts'
import type { Timers } from '../deciding/timers.ts'
import type { Post } from '../sending/post.ts'
import { type Outcome, createQueue } from '../sending/queue.ts'
import type { AddressStore, StoredAddress } from './addressStore.ts'
import { ntfyMessage, webhookMessage } from './httpMessage.ts'
import { type MailServer, isForGood, sendMail } from './mail.ts'
import { checkTarget } from './target.ts'

const log = createLogger('push')

export interface ElsewhereDeps {
  readonly clock: Clock
  readonly timers: Timers
  readonly vault: Vault
  readonly store: AddressStore
  readonly post: Post
  readonly privateHosts: () => readonly string[]
  /** null: the owner named none. @throws HomeportError SETTINGS_001 when the vault cannot be used. */
  readonly mailServer: () => Promise<MailServer | null>
  /** Where the page is reached from afar; null: nowhere. */
  readonly page: () => string | null
}

export interface Elsewhere {
  /** To each address of a person; never throws. */
  send(userId: UserId, message: PushMessage): void
  /** Sends once, now, and says what came of it. Never throws. */
  prove(to: StoredAddress, message: PushMessage): Promise<{ readonly accepted: boolean; readonly outcome: string }>
  /** Nothing is sent any more. */
  dispose(): void
}

/** To one address: whoever named it must not be flooded, and others' must not be flooded by it. */
const MOST_PER_HOUR = 40
const HOUR_MS = 3_600_000

/** Under which name the vault holds the secret of an address. */
export function secretName(addressId: string): string {
  return `notify-${addressId}`
}

export function createElsewhere(deps: ElsewhereDeps): Elsewhere {
  const over = new AbortController()
  const sent = new Map<string, number[]>()
  const note: AddressStore['note'] = (id, last) => {
    try {
      deps.store.note(id, last)
    } catch (error) {
      log.error('what became of a notification could not be noted', { address_id: id, error })
    }
  }
  const attempt = async (to: StoredAddress, message: PushMessage): Promise<Outcome> => {
    const outcome = isOften(to, sent, deps.clock)
      ? ({ kind: 'refused', text: `More than ${MOST_PER_HOUR} in an hour: it was not sent.` } as const)
      : await tried(to, message, { deps, over: over.signal })
    if (!over.signal.aborted) {
      const accepted = outcome.kind === 'accepted'
      note(to.id, { at: deps.clock.now(), outcome: outcome.text, accepted })
      if (!accepted) {
        log.info('a notification was not accepted', { kind: to.kind, address_id: to.id, outcome: outcome.text })
      }
    }
    return outcome
  }
  const queue = createQueue<StoredAddress, PushMessage>({
    timers: deps.timers,
    over: over.signal,
    keyOf: ({ id }) => id,
    attempt,
    isWanted: ({ id }) => deps.store.find(id) !== null,
  })
  return {
    send: (userId, message) => {
      const wants = (to: StoredAddress): boolean =>
        to.confirmed_at !== null && (message.payload.kind === 'show' || to.kind === 'webhook')
      deps.store
        .of(userId)
        .filter(wants)
        .forEach((to) => queue.add(to, message))
    },
    prove: async (to, message) => {
      const { kind, text } = await attempt(to, message)
      return { accepted: kind === 'accepted', outcome: text }
    },
    dispose: () => over.abort(),
  }
}

/**
 * Counts this one, unless it is one too many. By target and by person, not by address: one that is removed and added again is the
 * same, and ever other ones of one person are that person's.
 */
function isOften({ user_id, kind, target }: StoredAddress, sent: Map<string, number[]>, clock: Clock): boolean {
  const now = clock.monotonic()
  for (const [key, times] of sent) {
    const lately = times.filter((at) => now - at < HOUR_MS)
    if (lately.length === 0) {
      sent.delete(key)
    } else {
      sent.set(key, lately)
    }
  }
  const counted = [
    { key: `${kind} ${target}`, most: MOST_PER_HOUR },
    { key: user_id, most: MOST_PER_HOUR * MAX_NOTIFICATION_ADDRESSES },
  ].map((one) => ({ ...one, times: sent.get(one.key) ?? [] }))
  if (counted.some(({ times, most }) => times.length >= most)) {
    return true
  }
  counted.forEach(({ key, times }) => sent.set(key, [...times, now]))
  return false
}

interface Trying {
  readonly deps: ElsewhereDeps
  readonly over: AbortSignal
}

async function tried(to: StoredAddress, message: PushMessage, { deps, over }: Trying): Promise<Outcome> {
  try {
    const target = checkTarget(to.kind, to.target, deps.privateHosts())
    return await (to.kind === 'email'
      ? mailed(target, message, deps)
      : posted({ ...to, target }, message, { deps, over }))
  } catch (error) {
    // What the owner allows no more, a name that leads elsewhere now, a vault that is locked.
    return error instanceof HomeportError
      ? { kind: 'refused', text: error.message }
      : { kind: 'passing', text: `Nobody answered there (${failureText(error)}).` }
  }
}

async function posted(to: StoredAddress, message: PushMessage, { deps, over }: Trying): Promise<Outcome> {
  const secret = to.has_secret === 1 ? await deps.vault.get(secretName(to.id)) : null
  const circumstances = { now: deps.clock.now(), secret, page: deps.page() }
  const { payload } = message
  const made =
    to.kind === 'ntfy' && payload.kind === 'show'
      ? ntfyMessage(to.target, { ...message, payload }, circumstances)
      : webhookMessage(to.target, message, circumstances)
  const { status, retry_after } = await deps.post({ ...made, over })
  if (status >= 200 && status < 300) {
    return { kind: 'accepted', text: `It was taken there (${status}).` }
  }
  return status === 429 || status >= 500
    ? { kind: 'passing', text: `It was not taken there for now (${status}).`, wait: retry_after ?? 0 }
    : { kind: 'refused', text: `It was refused there (${status}).` }
}

async function mailed(target: string, message: PushMessage, deps: ElsewhereDeps): Promise<Outcome> {
  const server = await deps.mailServer()
  if (server === null) {
    return { kind: 'refused', text: 'The owner has named no mail server.' }
  }
  const { payload } = message
  if (payload.kind !== 'show') {
    return { kind: 'accepted', text: 'An e-mail cannot be taken back.' }
  }
  try {
    await sendMail(server, target, { payload, page: deps.page() })
    return { kind: 'accepted', text: 'The mail server took it.' }
  } catch (error) {
    const text = `The mail server did not take it (${failureText(error).slice(0, 200)}).`
    return { kind: isForGood(error) ? 'refused' : 'passing', text }
  }
}
