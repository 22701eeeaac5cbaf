/** The texts for the error codes with which a browser returns from GitHub. */
const texts: Readonly<Record<string, string>> = {
  AUTH_001: 'That did not work: it was refused at GitHub, took longer than ten minutes, or began in another browser.',
  AUTH_004: 'This GitHub account may not enter here. The owner of the workstation can let it in.',
  AUTH_007: 'GitHub does not answer just now. Try again in a moment.',
  RATE_001: 'Too many attempts. Wait a minute, then try again.',
  SETTINGS_001: 'Sign-in by a click is not set up on the workstation. Use a code instead.',
}

/** The text for a code; a general one for unknown codes. */
export function signInProblemText(code: string): string {
  return texts[code] ?? 'The sign-in with GitHub did not work. Try again.'
}
