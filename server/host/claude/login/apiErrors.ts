/** What an API status means for a person, and what to do. `said` is the API's own text. */
export function describeApiError(status: number | null, said: string): string {
  switch (status) {
    case 401:
      return REFUSED_CREDENTIAL
    case 400:
    case 403:
    case 404:
    case 413:
      return `Claude's API refused the request (${status})${said === '' ? '.' : `: ${said}`} Nothing was lost; change the message or the account and send again.`
    case null:
      return `Claude Code could not finish: ${said === '' ? 'it gave no reason' : said}`
    default:
      return `${whatHappened(status)} Claude gave up after its retries. Nothing was lost; send the message again later.`
  }
}

/** Said at the first 401: waiting does not help. */
export const REFUSED_CREDENTIAL =
  'Claude refused the token (401). The conversation is kept: set a valid token in the settings, then send the message again.'

export const NOT_SIGNED_IN =
  'Claude Code is not signed in. Set a token in the settings (from the Claude Console, or made with "claude setup-token"), ' +
  'or run "claude" in a terminal and sign in with your subscription.'

/** What went wrong with the API, as a sentence. null: no answer at all. */
export function whatHappened(status: number | null): string {
  if (status === null) {
    return "Claude's API cannot be reached."
  }
  switch (status) {
    case 429:
      return "The rate limit of Claude's API is used up (429)."
    case 529:
      return "Claude's API is overloaded (529)."
    default:
      return `Claude's API answered with an error (${status}).`
  }
}
