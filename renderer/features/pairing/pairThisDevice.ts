import { HomeportError } from '#shared/errors.ts'
import type { ResultOf } from '#shared/operations/table.ts'
import { publicBrowserKey } from '#renderer/connection/early/browserKey.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { createStore, type Store } from '#renderer/state/store.ts'
import { enterAs } from '#renderer/state/workstation/person.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { type Installing, installing } from './install/installing.ts'

export type PairingThere =
  /** Nothing was sent yet. */
  | { readonly kind: 'ready'; readonly secret: string }
  | { readonly kind: 'no_code' }
  | { readonly kind: 'asking' }
  /** `until`: in milliseconds of `performance.now()`. */
  | { readonly kind: 'waiting'; readonly claim: ResultOf<'auth.pair'>; readonly until: number }
  /** It is let in, and could be installed, too. */
  | { readonly kind: 'paired'; readonly machine: string; readonly how: Installing }
  | { readonly kind: 'failed'; readonly message: string }

/** Passing: the phone was asleep, or its network changed. */
const passing: ReadonlySet<string> = new Set(['RATE_001', 'INTERNAL_001'])

const state = createStore<PairingThere>({ kind: 'no_code' })
let attempt = 0

/** The pairing that this device asks for. */
export const pairingThere: Store<PairingThere> = state

/** Reads the code of the address. It stays there until it is used, so that the page can be loaded again. */
export function readCode(): () => void {
  const secret = location.hash.slice(1)
  state.set(secret === '' ? { kind: 'no_code' } : { kind: 'ready', secret })
  return () => {
    attempt += 1
  }
}

/** Uses the code up, and waits until somebody at the workstation says yes. */
export async function pairThisDevice(secret: string, device_name: string): Promise<void> {
  attempt += 1
  const mine = attempt
  state.set({ kind: 'asking' })
  try {
    const browser_key = await publicBrowserKey()
    const claim = await connection.client.call('auth.pair', { secret, device_name, browser_key })
    history.replaceState(null, '', location.pathname)
    state.set({ kind: 'waiting', claim, until: performance.now() + claim.expires_in * 1000 })
    pollLater(claim, mine)
  } catch (error) {
    if (error instanceof HomeportError && passing.has(error.code)) {
      state.set({ kind: 'ready', secret })
    }
    fail(error, mine)
  }
}

/** Stops waiting. The workstation's question runs out by itself. */
export function stopPairing(): void {
  attempt += 1
  state.set({ kind: 'no_code' })
  goTo('/')
}

function pollLater(claim: ResultOf<'auth.pair'>, mine: number): void {
  setTimeout(() => void poll(claim, mine), claim.interval * 1000)
}

async function poll(claim: ResultOf<'auth.pair'>, mine: number): Promise<void> {
  if (mine !== attempt) {
    return
  }
  try {
    const said = await connection.client.call('auth.pair_poll', { claim_id: claim.claim_id })
    if (said.status === 'pending') {
      pollLater(claim, mine)
    } else if (enterAs(said.user.id)) {
      const how = installing()
      if (how.kind === 'none') {
        goTo('/')
      } else {
        state.set({ kind: 'paired', machine: claim.machine, how })
      }
      connection.start()
    }
  } catch (error) {
    if (error instanceof HomeportError && passing.has(error.code)) {
      pollLater(claim, mine)
    } else {
      fail(error, mine)
    }
  }
}

function fail(error: unknown, mine: number): void {
  if (mine === attempt) {
    state.set({ kind: 'failed', message: errorMessage(error) })
  }
}
