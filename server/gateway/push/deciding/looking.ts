import type { UserId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'

/** For so long a page that said that somebody looks at it counts. */
export const LOOKS_FOR_MS = 30_000
const MAX_PAGES = 50

/** Who looks at a page of theirs right now: visible, with the keyboard, heard of less than 30 seconds ago. */
export interface Looking {
  say(userId: UserId, page: string, isLooking: boolean): void
  isLooking(userId: UserId): boolean
}

export function createLooking(clock: Pick<Clock, 'monotonic'>): Looking {
  const pages = new Map<UserId, Map<string, number>>()
  const freshOf = (userId: UserId): Map<string, number> => {
    const fresh = [...(pages.get(userId) ?? [])].filter(([, at]) => clock.monotonic() - at < LOOKS_FOR_MS)
    return new Map(fresh.slice(-MAX_PAGES))
  }
  return {
    say: (userId, page, isLooking) => {
      const mine = freshOf(userId)
      mine.delete(page)
      if (isLooking) {
        mine.set(page, clock.monotonic())
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
