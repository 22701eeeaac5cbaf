import type { UserId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'

/** For so long a page that said that somebody looks at it counts. */
export const LOOKS_FOR_MS = 30_000
const MAX_PAGES = 50

/** A page, and what tells that it is gone; absent where nothing does. */
export interface LookedAt {
  readonly page: string
  readonly gone?: AbortSignal | undefined
}

/**
 * Who looks at a page of theirs right now: visible, with the keyboard, heard of less than 30 seconds ago, and not gone since. A
 * page that is closed or left gets to say nothing more.
 */
export interface Looking {
  say(userId: UserId, at: LookedAt, isLooking: boolean): void
  isLooking(userId: UserId): boolean
}

interface Look {
  /** Monotonic, in ms. */
  readonly at: number
  readonly gone: AbortSignal | undefined
}

export function createLooking(clock: Pick<Clock, 'monotonic'>): Looking {
  const pages = new Map<UserId, Map<string, Look>>()
  const freshOf = (userId: UserId): Map<string, Look> => {
    const fresh = [...(pages.get(userId) ?? [])].filter(
      ([, { at, gone }]) => clock.monotonic() - at < LOOKS_FOR_MS && gone?.aborted !== true,
    )
    return new Map(fresh.slice(-MAX_PAGES))
  }
  return {
    say: (userId, { page, gone }, isLooking) => {
      const mine = freshOf(userId)
      mine.delete(page)
      if (isLooking) {
        mine.set(page, { at: clock.monotonic(), gone })
      }
      if (mine.size === 0) {
        pages.delete(userId)
      } else {
        pages.set(userId, mine)
      }
    },
    isLooking: (userId) => freshOf(userId).size > 0,
  }
}
