/** The moment at which every picture is taken: a Friday, a little after noon in UTC. */
export const NOON = Date.UTC(2026, 10, 27, 12, 4, 0)

/** Milliseconds before that moment, as a timestamp. */
export function ago(milliseconds: number): string {
  return new Date(NOON - milliseconds).toISOString()
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/**
 * Lets `Date` stand still at that moment, in this process: the fakes date what they say. Timers go on. Returns what lets it go
 * again.
 */
export function stopDate(): () => void {
  const running = globalThis.Date
  globalThis.Date = class extends running {
    constructor(...parts: readonly unknown[]) {
      super(...((parts.length === 0 ? [NOON] : parts) as [number]))
    }

    static override now(): number {
      return NOON
    }
  } as DateConstructor
  return () => {
    globalThis.Date = running
  }
}

/** The same in a page, with the clock that the page reckons the workstation's time from. */
export const STOPPED_PAGE = `{
  const running = Date
  globalThis.Date = class extends running {
    constructor(...parts) { super(...(parts.length === 0 ? [${NOON}] : parts)) }
    static now() { return ${NOON} }
  }
  performance.now = () => 1000
}`
