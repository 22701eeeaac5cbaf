import { createLogger } from './log/log.ts'

const log = createLogger('disposables')

/** What was started, and the one way to stop all of it. */
export interface Disposables {
  /** Notes how to stop what was started last. */
  add(stop: () => unknown): void
  /**
   * Stops everything, the newest first, each when the one before is over; all within the call where none takes time. One
   * that fails is logged. Idempotent.
   */
  dispose(): Promise<void>
}

export function createDisposables(): Disposables {
  const stops: (() => unknown)[] = []
  return {
    add: (stop) => void stops.push(stop),
    dispose: async () => {
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        try {
          const ending = stop()
          if (ending instanceof Promise) {
            await ending
          }
        } catch (error) {
          log.error('something could not be stopped', { error })
        }
      }
    },
  }
}
