import { HomeportError, readDetails } from '#shared/errors.ts'
import type { SessionId } from '#shared/ids.ts'
import type { TerminalKind } from '#shared/session/terminal.ts'
import { createStore } from '#renderer/state/store.ts'
import { connection } from '#renderer/state/workstation/connection.ts'

/** A terminal that was asked for, before anybody said yes to this device; null: none. */
export const awaitedTerminal = createStore<{
  readonly session_id: SessionId
  readonly kind: TerminalKind
  readonly message: string
} | null>(null)

/** Whether a terminal was refused because this device needs a yes first. */
export function needsYes(error: unknown): error is HomeportError {
  return error instanceof HomeportError && readDetails(error, 'AUTH_006')?.reason === 'terminal_confirmation'
}

/** How this device stands; `waiting` where that cannot be asked now. */
export async function ownState(): Promise<'known' | 'waiting' | 'refused' | 'unknown'> {
  try {
    return (await connection.client.call('terminal.confirmations', {})).own
  } catch {
    return 'waiting'
  }
}
