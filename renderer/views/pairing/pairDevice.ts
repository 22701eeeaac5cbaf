import type { PairingStatus } from '#shared/operations/pairing.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { signedIn } from '#renderer/state/workstation/statusQueries.ts'
import { createStore, type Store } from '#renderer/state/store.ts'
import { errorMessage } from '#renderer/state/toasts.ts'

export type PairingHere =
  | { readonly kind: 'closed' }
  | { readonly kind: 'opening' }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'shown'; readonly pairing_id: string; readonly url: string; readonly status: PairingStatus }

const POLL_MS = 1000
const CLOSED = { kind: 'closed' } as const

const state = createStore<PairingHere>(CLOSED)
/** Answers to an earlier code are dropped. */
let attempt = 0

/** The pairing that this page shows; one at a time. */
export const pairingHere: Store<PairingHere> = state

/** Shows a fresh code. */
export async function showCode(): Promise<void> {
  attempt += 1
  const mine = attempt
  state.set({ kind: 'opening' })
  try {
    const { pairing_id, url } = await connection.client.call('pairing.create', {})
    await follow({ pairing_id, url, mine })
  } catch (error) {
    fail(error, mine)
  }
}

/** Withdraws the code, or refuses the device, and shows none. What was let in stays. */
export async function closeCode(): Promise<void> {
  attempt += 1
  const shown = state.get()
  state.set(CLOSED)
  if (shown.kind === 'shown' && (shown.status.state === 'waiting' || shown.status.state === 'claimed')) {
    // Without an answer it is over by itself in minutes.
    await connection.client.call('pairing.cancel', { pairing_id: shown.pairing_id }).catch(() => {})
  }
}

/** Lets the device in that shows these words. */
export async function letIn(code: string): Promise<void> {
  const shown = state.get()
  if (shown.kind !== 'shown') {
    return
  }
  const mine = attempt
  try {
    await connection.client.call('pairing.confirm', { pairing_id: shown.pairing_id, code })
    const status = await connection.client.call('pairing.status', { pairing_id: shown.pairing_id })
    if (mine === attempt) {
      state.set({ ...shown, status })
    }
    await signedIn.refresh()
  } catch (error) {
    fail(error, mine)
  }
}

interface Followed {
  readonly pairing_id: string
  readonly url: string
  readonly mine: number
}

async function follow({ pairing_id, url, mine }: Followed): Promise<void> {
  const status = await connection.client.call('pairing.status', { pairing_id })
  if (mine !== attempt) {
    return
  }
  const before = state.get()
  // The yes was answered while this was asked.
  if (before.kind !== 'shown' || before.status.state !== 'confirmed') {
    state.set({ kind: 'shown', pairing_id, url, status })
  }
  if (status.state === 'waiting' || status.state === 'claimed') {
    setTimeout(() => void follow({ pairing_id, url, mine }).catch((error: unknown) => fail(error, mine)), POLL_MS)
  }
}

function fail(error: unknown, mine: number): void {
  if (mine === attempt) {
    state.set({ kind: 'failed', message: errorMessage(error) })
  }
}
