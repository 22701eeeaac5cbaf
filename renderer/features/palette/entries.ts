import type { Tone } from '#renderer/format/statusLabel.ts'
import { fuzzy, type Match, wordsOf } from './fuzzy.ts'

export const groups = ['files', 'sessions', 'messages', 'commands', 'projects', 'pages', 'settings'] as const
export type Group = (typeof groups)[number]

/** Something that the palette finds. */
export interface Entry {
  /** Unique among all entries. */
  readonly id: string
  readonly group: Group
  readonly label: string
  /** Beside the label; it is searched too, and counts less. That of a command is only shown. */
  readonly detail: string
  /** Of what the workstation has found: the characters that fit. It fits whatever is typed here. */
  readonly marks?: Match['ranges']
  /** Of a session: the colour of its status. */
  readonly tone?: Tone | undefined
  /** The keys that do the same. */
  readonly keys?: string | undefined
  readonly run: () => void
}

export interface Found {
  readonly entry: Entry
  readonly ranges: Match['ranges']
}

/** At most so many of one group, so that none pushes the others out of sight. */
const MOST_OF_A_GROUP = 8

/**
 * What a query finds, group by group, the best first; of equals, whatever came first. `>` looks among commands only,
 * `@` among files. An empty query finds the first of sessions and commands.
 */
export function find(entries: readonly Entry[], query: string): readonly Found[] {
  const only = onlyGroup(query)
  const typed = wordsOf(only === null ? query : query.trimStart().slice(1))
  return groups
    .filter((group) => (only === null ? typed.length > 0 || isOffered(group) : group === only))
    .flatMap((group) =>
      best(
        entries.filter((entry) => entry.group === group),
        typed,
      ).slice(0, MOST_OF_A_GROUP),
    )
}

/** What a query is limited to by its first sign; null: by none. */
export function onlyGroup(query: string): Group | null {
  const first = query.trimStart().charAt(0)
  return first === '>' ? 'commands' : first === '@' ? 'files' : null
}

function isOffered(group: Group): boolean {
  return group === 'sessions' || group === 'commands'
}

function best(entries: readonly Entry[], typed: readonly string[]): readonly Found[] {
  return entries
    .flatMap((entry) => {
      const match = matchOf(entry, typed)
      return match === null ? [] : [{ entry, ...match }]
    })
    .toSorted((left, right) => right.score - left.score)
}

function matchOf({ group, label, detail, marks }: Entry, typed: readonly string[]): Match | null {
  if (marks !== undefined) {
    return { score: 0, ranges: marks }
  }
  if (typed.length === 0) {
    return { score: 0, ranges: [] }
  }
  const inLabel = fuzzy(typed, label)
  if (inLabel !== null || group === 'commands') {
    return inLabel
  }
  const inBoth = fuzzy(typed, `${label} ${detail}`)
  return inBoth === null
    ? null
    : { score: inBoth.score / 2, ranges: inBoth.ranges.filter(([, end]) => end <= label.length) }
}
