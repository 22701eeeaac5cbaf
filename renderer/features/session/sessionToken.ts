import type { SessionId } from '#shared/ids.ts'
import { checkOf, type TokenCheck } from '#renderer/views/token/claudeToken.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, errorMessage } from '#renderer/state/toasts.ts'
import * as words from './laterWords.ts'

/** Gives a session its own token, which is never stored in this browser. */
export async function giveSessionToken(session_id: SessionId, token: string): Promise<TokenCheck> {
  try {
    const { validation } = await connection.client.call('session_token.set', { session_id, token })
    showToast(words.thisSessionUsesTheOther)
    return checkOf(validation)
  } catch (error) {
    return { kind: 'invalid', message: errorMessage(error) }
  }
}

/** Removes the session's own token. False: it was refused, and the reason was shown. */
export async function dropSessionToken(session_id: SessionId): Promise<boolean> {
  try {
    await connection.client.call('session_token.delete', { session_id })
    showToast(words.thisSessionUsesYourOwn)
    return true
  } catch (error) {
    showToast(errorMessage(error))
    return false
  }
}
