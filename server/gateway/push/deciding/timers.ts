import { setTimeout as delay } from 'node:timers/promises'

/** What passes time here. Handed in, so that a test moves it. */
export interface Timers {
  /** Runs once; returns what stops it. */
  after(ms: number, run: () => void): () => void
  delay(ms: number): Promise<void>
}

/** They keep no process alive. */
export const systemTimers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms).unref()
    return () => clearTimeout(timer)
  },
  delay: async (ms) => {
    await delay(ms, undefined, { ref: false })
  },
}
