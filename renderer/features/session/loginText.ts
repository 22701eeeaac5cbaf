import type { SessionLogin } from '#shared/session/session.ts'

const sentences: Readonly<Record<SessionLogin, string>> = {
  token: 'This session bills the account of your Claude token.',
  session_token: 'This session bills a token that was given for it alone.',
  subscription: 'This session counts against the subscription that Claude Code is signed in with.',
  environment: 'This session bills the key in the environment that Homeport was started in.',
  lent: 'This session bills the owner of the workstation, who lends their login.',
}

/** How a session signs in, and who is billed, as a sentence. null: it was never started. */
export function loginText(login: SessionLogin | null): string {
  return login === null ? 'Claude Code has not signed in for this session yet.' : sentences[login]
}
