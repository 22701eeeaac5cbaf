import * as words from './laterWords.ts'

/** The texts for the error codes with which a browser returns from GitHub. */
const texts: Readonly<Record<string, string>> = {
  AUTH_001: words.thatDidNotWorkIt,
  AUTH_004: words.thisGitHubAccountMayNot,
  AUTH_007: words.gitHubDoesNotAnswerJust,
  RATE_001: words.tooManyAttemptsWaitA,
  SETTINGS_001: words.signInByAClick,
}

/** The text for a code; a general one for unknown codes. */
export function signInProblemText(code: string): string {
  return texts[code] ?? words.theSignInWithGitHub
}
