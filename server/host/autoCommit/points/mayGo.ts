import type { ChainedPoint } from './chain.ts'

export interface PointRetention {
  /** Points that are older go; 0: no bound. */
  readonly days: number
  /** So many of each branch stay; 0: no bound. */
  readonly number: number
}

const DAY_S = 24 * 60 * 60

export interface Judged extends PointRetention {
  /** The points of one ref, the oldest first. */
  readonly chain: readonly ChainedPoint[]
  /** Commits of a person's that nothing but a point keeps. */
  readonly lonely: ReadonlySet<string>
  /** Seconds since 1970. */
  readonly now: number
}

/**
 * The points that are too old or too many, without those that are the only place of work: the last one always stays; and so does one
 * that stands on commits which are in no branch any more, and one whose version of a file was not worked on but taken back after it
 * (removed, or made into what it was before). Pure.
 */
export function mayGo({ chain, lonely, now, days, number }: Judged): ReadonlySet<string> {
  const only = onlyPlaces(chain)
  const last = chain.length - 1
  return new Set(
    chain
      .filter(({ time, base, commit }, at) => {
        const isOld = days > 0 && now - time > days * DAY_S
        const isMore = number > 0 && last - at >= number
        return at < last && (isOld || isMore) && !only.has(commit) && (base === null || !lonely.has(base))
      })
      .map(({ commit }) => commit),
  )
}

/** Each the last one that has a version of a file which somebody took back after it. */
function onlyPlaces(chain: readonly ChainedPoint[]): ReadonlySet<string> {
  const places = new Set<string>()
  const had = new Map<string, Set<string>>()
  let before: string | null = null
  for (const { commit, changes } of chain) {
    for (const { path, from, to } of changes) {
      const versions = had.get(path) ?? new Set([from])
      had.set(path, versions)
      // What was there before the first point is in the branch.
      const isOurs = versions.size > 1 && !isNothing(from)
      if (before !== null && isOurs && (isNothing(to) || versions.has(to))) {
        places.add(before)
      }
      versions.add(to)
    }
    before = commit
  }
  return places
}

function isNothing(id: string): boolean {
  return /^0+$/.test(id)
}
