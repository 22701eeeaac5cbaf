export interface FairShareLimits {
  /** That one household may have at the same time. */
  readonly perHousehold: number
  /** That all of them may have. */
  readonly total: number
}

/**
 * Bounds what people who have proven nothing yet may hold, without ever turning a newcomer away: where there is no
 * room, the oldest goes of the household that has the most. So one household fills no more than its own share, and a
 * crowd must come faster than an honest visitor can prove who they are.
 */
export interface FairShare<T> {
  /** Returns who must make room; null: there is room. */
  add(household: string, item: T): T | null
  /** It is gone, or has proven itself. Idempotent. */
  remove(item: T): void
  size(): number
}

export function createFairShare<T>({ perHousehold, total }: FairShareLimits): FairShare<T> {
  const households = new Map<string, Set<T>>()
  const homes = new Map<T, string>()

  const remove = (item: T): void => {
    const household = homes.get(item)
    const share = household === undefined ? undefined : households.get(household)
    homes.delete(item)
    share?.delete(item)
    if (share?.size === 0 && household !== undefined) {
      households.delete(household)
    }
  }

  const evictFrom = (share: ReadonlySet<T>): T | null => {
    // A set keeps the order in which its items came.
    for (const oldest of share) {
      remove(oldest)
      return oldest
    }
    return null
  }

  return {
    remove,
    size: () => homes.size,
    add: (household, item) => {
      const share = households.get(household) ?? new Set()
      households.set(household, share.add(item))
      homes.set(item, household)
      if (share.size > perHousehold) {
        return evictFrom(share)
      }
      return homes.size > total ? evictFrom(largest(households)) : null
    },
  }
}

/** The first of those that are equally large: the one that has been there longest. */
function largest<T>(households: ReadonlyMap<string, ReadonlySet<T>>): ReadonlySet<T> {
  let found: ReadonlySet<T> = new Set()
  for (const share of households.values()) {
    found = share.size > found.size ? share : found
  }
  return found
}
