/** Alike refusals within this after the first are only counted. */
export const REPEAT_WINDOW_MS = 5 * 60_000

/** How many different refusals are told apart per window; further ones share one line. */
const MAX_KINDS = 100

/**
 * Keeps a flood of refusals from filling the disk: the first of a kind passes, those after it are counted, and their
 * number comes out when the window ends. At most 2 × MAX_KINDS lines per window, whatever is thrown at the door.
 */
export interface Repeats<T> {
  /** True: write it down now. False: it was counted. `overflow` stands for all kinds beyond the bound. */
  isFirst(kind: string, fact: T, overflow: () => T): boolean
  /** What was only counted, of windows that are over; with `all`, of every window. Forgets them. */
  due(now: number, which?: 'over' | 'all'): { readonly fact: T; readonly count: number }[]
}

interface Window<T> {
  readonly started: number
  readonly fact: T
  count: number
}

const OVERFLOW = '\u0000overflow'

export function createRepeats<T>(clock: { now(): number }): Repeats<T> {
  const windows = new Map<string, Window<T>>()

  return {
    isFirst: (kind, fact, overflow) => {
      const isCrowded = windows.size >= MAX_KINDS && !windows.has(kind)
      const key = isCrowded ? OVERFLOW : kind
      const open = windows.get(key)
      if (open !== undefined) {
        open.count += 1
        return false
      }
      windows.set(key, { started: clock.now(), fact: isCrowded ? overflow() : fact, count: isCrowded ? 1 : 0 })
      return !isCrowded
    },
    due: (now, which = 'over') => {
      const ended = [...windows].filter(([, { started }]) => which === 'all' || now - started >= REPEAT_WINDOW_MS)
      ended.forEach(([key]) => windows.delete(key))
      return ended.flatMap(([, { fact, count }]) => (count > 0 ? [{ fact, count }] : []))
    },
  }
}
