import type { SessionId } from '#shared/ids.ts'
import { checkOf, type TokenCheck } from '#renderer/views/token/claudeToken.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { showToast, sentenceOf } from '#renderer/state/toasts.ts'

/** Gives a session a token of its own; this browser keeps nothing of it. */
export async function giveSessionToken(session_id: SessionId, token: string): Promise<TokenCheck> {
  try {
    const { validation } = await connection.client.call('session_token.set', { session_id, token })
    showToast('This session uses the other token.')
    return checkOf(validation)
  } catch (error) {
    return { kind: 'invalid', message: sentenceOf(error) }
  }
}

/** Lets the session sign in as the person's other ones do. False: it was refused, and the reason was said. */
export async function dropSessionToken(session_id: SessionId): Promise<boolean> {
  try {
    await connection.client.call('session_token.delete', { session_id })
    showToast('This session uses your own login again.')
    return true
  } catch (error) {
    showToast(sentenceOf(error))
    return false
  }
}
