import type { SessionId, TerminalId } from '#shared/ids.ts'
import type { TerminalKind } from '#shared/session/terminal.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { terminalsOf } from '#renderer/state/session/terminals.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { awaitedTerminal, needsYes } from './firstTerminal.ts'

const { client } = connection

/** Opens a shell, or Claude Code's own interface; null when that did not work, which is shown. */
export async function openTerminal(session_id: SessionId, kind: TerminalKind): Promise<TerminalId | null> {
  try {
    const { terminal_id } = await client.call('terminal.start', { session_id, kind })
    await terminalsOf(session_id).refresh()
    return terminal_id
  } catch (error) {
    if (needsYes(error)) {
      awaitedTerminal.set({ session_id, kind, message: error.message })
    } else {
      showToast(errorMessage(error))
    }
    return null
  }
}

/** Ends what runs in it. A failure is shown. */
export async function closeTerminal(session_id: SessionId, terminal_id: TerminalId): Promise<void> {
  try {
    await client.call('terminal.close', { terminal_id })
  } catch (error) {
    showToast(errorMessage(error))
  }
  await terminalsOf(session_id).refresh()
}
