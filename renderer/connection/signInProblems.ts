/** What the server says by a code alone when a browser comes back from GitHub, in words. */
const words: Readonly<Record<string, string>> = {
  AUTH_001: 'That did not work: it was refused at GitHub, took longer than ten minutes, or began in another browser.',
  AUTH_004: 'This GitHub account may not enter here. The owner of the workstation can let it in.',
  AUTH_007: 'GitHub does not answer just now. Try again in a moment.',
  RATE_001: 'Too many attempts. Wait a minute, then try again.',
  SETTINGS_001: 'Sign-in by a click is not set up on the workstation. Use a code instead.',
}

/** The sentence for a code; also for one that this page does not know. */
export function signInProblemWords(code: string): string {
  return words[code] ?? 'The sign-in with GitHub did not work. Try again.'
}
