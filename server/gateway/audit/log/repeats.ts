/** Alike refusals within this after the first are only counted. */
export const REPEAT_WINDOW_MS = 5 * 60_000

/** How many different refusals are told apart per window and crowd; further ones share one line. */
const MAX_KINDS = 100

/** What one source may add to those: one that asks for everything it can think of leaves room for the others. */
const MAX_ACTS = 25

/** Objects told apart of one act of one source. Their names come from outside, and can be invented without end. */
const MAX_OBJECTS = 5

/** What makes refusals alike, from the outermost on: each part is bounded within the one before it. */
export interface Kind {
  /** Unauthenticated clients, or people who showed a credential: neither can crowd out the records of the other. */
  readonly crowd: string
  readonly source: string
  readonly act: string
  readonly object: string
}

/** How `fact` is recorded when the bound of a part is reached: `act` leaves the object out, `source` the act, too. */
export type Shared = 'act' | 'source' | 'crowd'

/**
 * Keeps a flood of refusals from filling the disk: the first of a kind passes, those after it are counted, and their
 * number comes out when the window ends. At most 2 × (MAX_KINDS + 1) lines per window and crowd, whatever is thrown at
 * the listener.
 */
export interface Repeats<T> {
  /** True: write it down now. False: it was counted. `shared` makes the one fact of all beyond a bound. */
  isFirst(kind: Kind, fact: T, shared: (by: Shared) => T): boolean
  /** What was only counted, of windows that are over; with `all`, of every window. Forgets them. */
  due(now: number, which?: 'over' | 'all'): { readonly fact: T; readonly count: number }[]
}

interface Window<T> {
  readonly started: number
  readonly fact: T
  /** Under which it counts; the bounds are those of lines that stand now. */
  readonly within: readonly string[]
  count: number
}

export function createRepeats<T>(clock: { now(): number }): Repeats<T> {
  const windows = new Map<string, Window<T>>()
  const used = new Map<string, number>()

  const add = (key: string, window: Window<T>): void => {
    windows.set(key, window)
    window.within.forEach((part) => used.set(part, (used.get(part) ?? 0) + 1))
  }
  const remove = (key: string): void => {
    windows.get(key)?.within.forEach((part) => {
      const left = (used.get(part) ?? 1) - 1
      used[left === 0 ? 'delete' : 'set'](part, left)
    })
    windows.delete(key)
  }

  return {
    isFirst: (kind, fact, shared) => {
      const { key, within, by } = counterOf(kind, windows, used)
      const open = windows.get(key)
      if (open !== undefined) {
        open.count += 1
        return false
      }
      add(key, { started: clock.now(), fact: by === null ? fact : shared(by), within, count: by === null ? 0 : 1 })
      return by === null
    },
    due: (now, which = 'over') => {
      const ended = [...windows].filter(([, { started }]) => which === 'all' || now - started >= REPEAT_WINDOW_MS)
      ended.forEach(([key]) => remove(key))
      return ended.flatMap(([, { fact, count }]) => (count > 0 ? [{ fact, count }] : []))
    },
  }
}

interface Counter {
  readonly key: string
  readonly within: readonly string[]
  /** null: a line of its own. */
  readonly by: Shared | null
}

/** The innermost line that still has room, or stands already. */
function counterOf(
  { crowd, source, act, object }: Kind,
  windows: ReadonlyMap<string, unknown>,
  used: ReadonlyMap<string, number>,
): Counter {
  const parts = {
    crowd: JSON.stringify([crowd]),
    source: JSON.stringify([crowd, source]),
    act: JSON.stringify([crowd, source, act]),
  }
  const hasRoom = (part: string, limit: number): boolean => (used.get(part) ?? 0) < limit
  const isRoomy = hasRoom(parts.crowd, MAX_KINDS) && hasRoom(parts.source, MAX_ACTS)
  const counters: readonly (Counter & { readonly fits: boolean })[] = [
    {
      key: JSON.stringify([crowd, source, act, object]),
      within: Object.values(parts),
      by: null,
      fits: isRoomy && hasRoom(parts.act, MAX_OBJECTS),
    },
    { key: `act ${parts.act}`, within: [parts.crowd, parts.source], by: 'act', fits: isRoomy },
    { key: `source ${parts.source}`, within: [parts.crowd], by: 'source', fits: hasRoom(parts.crowd, MAX_KINDS) },
  ]
  return (
    counters.find(({ key, fits }) => fits || windows.has(key)) ?? {
      key: `crowd ${parts.crowd}`,
      within: [],
      by: 'crowd',
    }
  )
}
