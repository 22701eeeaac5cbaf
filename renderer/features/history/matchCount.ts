import { digits } from '#renderer/format/numbers.ts'

/** `1 match`, `3 matches`. */
export function matchCount(matches: number): string {
  return `${digits(matches)} ${matches === 1 ? 'match' : 'matches'}`
}
