import type { Timers } from '#shared/client/port.ts'

export const browserTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
  elapsed: () => performance.now(),
}
