import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import { Attachment } from '#shared/session/attachments.ts'
import { MessageTiming } from '#shared/operations/turn.ts'
import { mayHaveBeenLost } from '#shared/client/calls/pendingCalls.ts'
import { connection } from '../workstation/connection.ts'
import { isPersonKnown } from '../workstation/person.ts'
import { storeItem, loadItem, storedNames, onStorageChange } from '../browser/browserStorage.ts'
import { createStore, type Store } from '../store.ts'
import * as words from '#renderer/state/words.ts'

const Outgoing = z.object({
  /** The idempotency key: sending twice sends once. */
  key: z.string(),
  session_id: SessionId,
  content: z.string(),
  attachments: z.array(Attachment).default([]),
  when: MessageTiming,
  /** null until the server took it. */
  message_id: z.string().nullable(),
  /** Why the server refused it; null while it is under way. */
  problem: z.string().nullable(),
  /** When it was sent, in ms: the order in which they are shown and sent again. */
  at: z.number().default(0),
  /** The browser refused to store it: it is lost at reload. */
  only_here: z.boolean().default(false),
})
export type Outgoing = z.infer<typeof Outgoing>

/** One entry each, so that two tabs of one browser never overwrite what the other is sending. */
const ENTRY = 'outbox.'
const state = createStore<readonly Outgoing[]>(restored())

/**
 * Messages that the server has not confirmed: shown at once, and sent again after every reconnect and reload until it
 * has.
 */
export const outbox: Store<readonly Outgoing[]> = state

/** Sends a prompt. Never fails: what cannot be sent now stays in the outbox. */
export function sendPrompt(prompt: Pick<Outgoing, 'session_id' | 'content' | 'when' | 'attachments'>): void {
  const outgoing: Outgoing = {
    ...prompt,
    key: crypto.randomUUID(),
    message_id: null,
    problem: null,
    at: Date.now(),
    only_here: false,
  }
  put(outgoing)
  void deliver(outgoing)
}

/** Removes a message: the conversation or the queue shows it now, or the person discarded it. */
export function forget(key: string): void {
  storeItem(ENTRY + key, null)
  state.set(state.get().filter((one) => one.key !== key))
}

/** Sends again what was refused. */
export function sendAgain(key: string): void {
  update(key, { problem: null })
  const outgoing = state.get().find((one) => one.key === key)
  if (outgoing !== undefined) {
    void deliver(outgoing)
  }
}

/**
 * Sends all waiting messages, now and after every reconnect, also those of closed tabs. Returns the function that stops
 * it.
 */
export function drainOutbox(): () => void {
  const stopWatching = onStorageChange(() => {
    const unkept = state.get().filter(({ only_here }) => only_here)
    state.set(inOrder([...restored(), ...unkept]))
  })
  const stopSending = isPersonKnown.subscribe(() =>
    state
      .get()
      .filter((one) => one.message_id === null && one.problem === null)
      .forEach((one) => void deliver(one)),
  )
  return () => {
    stopWatching()
    stopSending()
  }
}

async function deliver({ key, session_id, content, when, attachments }: Outgoing): Promise<void> {
  connection.cures.forget(key)
  if (!isPersonKnown.get()) {
    // It goes once that is known, and never as somebody else's.
    return
  }
  const carried = attachments.length === 0 ? {} : { attachments: attachments.map(({ sha256 }) => sha256) }
  try {
    const taken = await connection.client.call('message.send', {
      session_id,
      content,
      when,
      idempotency_key: key,
      ...carried,
    })
    update(key, { message_id: taken.message_id })
  } catch (error) {
    if (mayHaveBeenLost(error)) {
      // The socket may live on, and no reconnect come.
      connection.cures.wait(key, () => find(key).forEach((one) => void deliver(one)))
    } else {
      update(key, { problem: error instanceof HomeportError ? error.message : words.theMessageWasNotSent })
    }
  }
}

/** Empty once it is confirmed or discarded. */
function find(key: string): readonly Outgoing[] {
  return state.get().filter((one) => one.key === key && one.message_id === null)
}

function update(key: string, fields: Partial<Outgoing>): void {
  const outgoing = state.get().find((one) => one.key === key)
  if (outgoing !== undefined) {
    put({ ...outgoing, ...fields })
  }
}

function put(outgoing: Outgoing): void {
  const only_here = !storeItem(ENTRY + outgoing.key, JSON.stringify(outgoing))
  const others = state.get().filter(({ key }) => key !== outgoing.key)
  state.set(inOrder([...others, { ...outgoing, only_here }]))
}

function inOrder(outgoing: readonly Outgoing[]): readonly Outgoing[] {
  return outgoing.toSorted((left, right) => left.at - right.at)
}

/** The messages that any tab of this browser has stored. */
function restored(): readonly Outgoing[] {
  return inOrder(storedNames(ENTRY).flatMap((entry) => read(entry)))
}

function read(entry: string): readonly Outgoing[] {
  const outgoing = Outgoing.safeParse(parsed(loadItem(entry)))
  return outgoing.success ? [outgoing.data] : []
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
