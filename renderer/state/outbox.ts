import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { SessionId } from '#shared/ids.ts'
import { MessageTiming } from '#shared/operations/turn.ts'
import { mayHaveBeenLost } from '#renderer/connection/pendingCalls.ts'
import { connection, link } from './connection.ts'
import { keep, kept } from './keep.ts'
import { createStore, type Store } from './store.ts'

const Outgoing = z.object({
  /** The idempotency key: sending twice sends once. */
  key: z.string(),
  session_id: SessionId,
  content: z.string(),
  when: MessageTiming,
  /** null until the server took it. */
  message_id: z.string().nullable(),
  /** Why the server refused it; null while it is under way. */
  problem: z.string().nullable(),
})
export type Outgoing = z.infer<typeof Outgoing>

const KEY = 'outbox'
const state = createStore<readonly Outgoing[]>(restored())

/** Prompts on their way: shown at once, sent again after every reconnect and reload until the server has them. */
export const outbox: Store<readonly Outgoing[]> = state

/** Sends a prompt. Never fails: what cannot be sent now stays in the outbox. */
export function sendPrompt(prompt: Pick<Outgoing, 'session_id' | 'content' | 'when'>): void {
  const outgoing: Outgoing = { ...prompt, key: crypto.randomUUID(), message_id: null, problem: null }
  change([...state.get(), outgoing])
  void deliver(outgoing)
}

/** Takes a prompt out: the conversation or the queue shows it now, or the person gave it up. */
export function forget(key: string): void {
  change(state.get().filter((one) => one.key !== key))
}

/** Sends again what was refused. */
export function sendAgain(key: string): void {
  update(key, { problem: null })
  const outgoing = state.get().find((one) => one.key === key)
  if (outgoing !== undefined) {
    void deliver(outgoing)
  }
}

/** Sends whatever waits, now and after every reconnect; returns the stop. */
export function drainOutbox(): () => void {
  return link.subscribe(() => {
    if (link.get().kind === 'ready') {
      state
        .get()
        .filter((one) => one.message_id === null && one.problem === null)
        .forEach((one) => void deliver(one))
    }
  })
}

async function deliver({ key, session_id, content, when }: Outgoing): Promise<void> {
  try {
    const taken = await connection.client.call('message.send', { session_id, content, when, idempotency_key: key })
    update(key, { message_id: taken.message_id })
  } catch (error) {
    if (!mayHaveBeenLost(error)) {
      update(key, { problem: error instanceof HomeportError ? error.message : 'The prompt was not sent.' })
    }
  }
}

function update(key: string, fields: Partial<Outgoing>): void {
  change(state.get().map((one) => (one.key === key ? { ...one, ...fields } : one)))
}

function change(outgoing: readonly Outgoing[]): void {
  state.set(outgoing)
  keep(KEY, outgoing.length === 0 ? null : JSON.stringify(outgoing))
}

function restored(): readonly Outgoing[] {
  try {
    return z.array(Outgoing).parse(JSON.parse(kept(KEY) ?? '[]'))
  } catch {
    return []
  }
}
