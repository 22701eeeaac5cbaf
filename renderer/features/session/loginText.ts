import type { SessionLogin } from '#shared/session/session.ts'

interface LoginText {
  /** A short label for a button. */
  readonly short: string
  /** Who is billed, as a sentence. */
  readonly sentence: string
}

const texts: Readonly<Record<SessionLogin, LoginText>> = {
  token: { short: 'Your token', sentence: 'This session bills the account of your Claude token.' },
  session_token: { short: 'Own token', sentence: 'This session bills a token that was given for it alone.' },
  subscription: {
    short: 'Subscription',
    sentence: 'This session counts against the subscription that Claude Code is signed in with.',
  },
  environment: {
    short: 'Environment key',
    sentence: 'This session bills the key in the environment that Homeport was started in.',
  },
  lent: { short: 'Owner’s login', sentence: 'This session bills the owner of the workstation, who lends their login.' },
}

/** How a session signs in, and who is billed. null: it was never started. */
export function loginText(login: SessionLogin | null): LoginText {
  return login === null
    ? { short: 'Login', sentence: 'Claude Code has not signed in for this session yet.' }
    : texts[login]
}
