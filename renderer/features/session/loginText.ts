import type { SessionLogin } from '#shared/session/session.ts'
import * as words from './laterWords.ts'

const sentences: Readonly<Record<SessionLogin, string>> = {
  token: words.thisSessionBillsTheAccount,
  session_token: words.thisSessionBillsAToken,
  subscription: words.thisSessionCountsAgainstThe,
  environment: words.thisSessionBillsTheKey,
  lent: words.thisSessionBillsTheOwner,
}

/** How a session signs in, and who is billed, as a sentence. null: it was never started. */
export function loginText(login: SessionLogin | null): string {
  return login === null ? words.claudeCodeHasNotSigned : sentences[login]
}
