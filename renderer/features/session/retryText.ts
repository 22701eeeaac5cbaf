import type { Retry } from '#shared/session/session.ts'
import * as words from './words.ts'

/** When Claude Code retries the API: `retrying in 4 s (2 of 10)`. `now` by the workstation's clock. */
export function retryText({ attempt, max_attempts, at }: Retry, now: number): string {
  const seconds = Math.ceil((Date.parse(at) - now) / 1000)
  return seconds > 0 ? words.retryingIn(seconds, attempt, max_attempts) : words.retryingNow(attempt, max_attempts)
}
