import type { ClaudeStatus } from '#shared/operations/claude.ts'
import { HomeportError } from '#shared/errors.ts'
import { whenCured } from './asked.ts'
import { connection } from './connection.ts'
import { createStore, type Store } from '../store.ts'

export type ClaudeState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'known'; readonly status: ClaudeStatus }
  | { readonly kind: 'failed'; readonly message: string }

const state = createStore<ClaudeState>({ kind: 'loading' })

/** Which Claude Code the workstation has, and whether it is signed in. */
export const claude: Store<ClaudeState> = state

/** Asks again: after an install, a login or a new token. */
export async function refreshClaude(): Promise<void> {
  try {
    state.set({ kind: 'known', status: await connection.client.call('claude.status', {}) })
  } catch (error) {
    const message = error instanceof HomeportError ? error.message : 'The workstation did not answer.'
    state.set({ kind: 'failed', message })
    whenCured(error, refreshClaude)
  }
}

/** Whether a session could start: Claude Code is there and has something to sign in with. */
export function isClaudeReady(claudeState: ClaudeState): boolean {
  return (
    claudeState.kind === 'known' &&
    claudeState.status.found &&
    (claudeState.status.demo || claudeState.status.login !== 'none')
  )
}
