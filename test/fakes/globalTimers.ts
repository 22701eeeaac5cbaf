import type { Timers } from '#shared/client/port.ts'

/** Timers of the test itself: vitest's own while they are faked. */
export const globalTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  elapsed: () => performance.now(),
}
