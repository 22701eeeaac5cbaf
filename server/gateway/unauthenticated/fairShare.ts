export interface FairShareLimits {
  /** That one address block may have at the same time. */
  readonly perAddressBlock: number
  /** That all address blocks together may have. */
  readonly total: number
}

/**
 * Bounds what unauthenticated clients may hold, without ever refusing a new one: where there is no room, the oldest item
 * of the address block with the most is evicted. So one block fills no more than its own share, and a crowd must come
 * faster than an honest client can authenticate.
 */
export interface FairShare<T> {
  /** Returns what is evicted; null: there is room. */
  add(block: string, item: T): T | null
  /** It has closed, or has authenticated. Idempotent. */
  remove(item: T): void
  size(): number
}

export function createFairShare<T>({ perAddressBlock, total }: FairShareLimits): FairShare<T> {
  const blocks = new Map<string, Set<T>>()
  const blockOf = new Map<T, string>()

  const remove = (item: T): void => {
    const block = blockOf.get(item)
    const share = block === undefined ? undefined : blocks.get(block)
    blockOf.delete(item)
    share?.delete(item)
    if (share?.size === 0 && block !== undefined) {
      blocks.delete(block)
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
    size: () => blockOf.size,
    add: (block, item) => {
      const share = blocks.get(block) ?? new Set()
      blocks.set(block, share.add(item))
      blockOf.set(item, block)
      if (share.size > perAddressBlock) {
        return evictFrom(share)
      }
      return blockOf.size > total ? evictFrom(largest(blocks)) : null
    },
  }
}

/** The first of those that are equally large: the one that has been there longest. */
function largest<T>(blocks: ReadonlyMap<string, ReadonlySet<T>>): ReadonlySet<T> {
  let found: ReadonlySet<T> = new Set()
  for (const share of blocks.values()) {
    found = share.size > found.size ? share : found
  }
  return found
}
