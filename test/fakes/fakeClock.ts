import type { Clock } from '#server/platform/clock.ts'

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z')

  readonly now = () => this.#now
  readonly timestamp = () => new Date(this.#now).toISOString()

  pass(milliseconds: number): void {
    this.#now += milliseconds
  }
}
