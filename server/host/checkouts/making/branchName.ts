/** Words that say nothing about what a branch is for. */
const EMPTY = new Set(
  'a an the and or of to in on for with that this it its is are be so also then please can could you i we me my our use uses add adds make makes'.split(
    ' ',
  ),
)
const MOST_WORDS = 4

/** A branch for what somebody is about to ask for: `claude/health-check-tests-database`. */
export function proposedBranch(prompt: string): string {
  const words = prompt
    .slice(0, 500)
    .normalize('NFKD')
    .replace(/[@/][^\s]*/g, ' ')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')
  const telling = words.filter((word) => word.length > 1 && !EMPTY.has(word))
  const chosen = (telling.length > 0 ? telling : words).slice(0, MOST_WORDS)
  const slug = chosen.join('-').slice(0, 40).replace(/-$/, '')
  return `claude/${slug === '' ? 'session' : slug}`
}

/** The first of `name`, `name-2`, `name-3` … that is free. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  let free = name
  for (let number = 2; isTaken(free); number += 1) {
    free = `${name}-${number}`
  }
  return free
}
