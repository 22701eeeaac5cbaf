import type { Clock } from '#server/platform/clock.ts'

/** Time that moves only when a test says so. */
export class FakeClock implements Clock {
  #now = Date.parse('2026-01-01T00:00:00Z')
  #passed = 1_000

  readonly now = () => this.#now
  readonly timestamp = () => new Date(this.#now).toISOString()

  readonly monotonic = () => this.#passed

  readonly uptime = () => this.#passed

  pass(milliseconds: number): void {
    this.#now += milliseconds
    this.#passed += milliseconds
  }

  /** Somebody sets the machine's clock: no time passes. */
  jump(milliseconds: number): void {
    this.#now += milliseconds
  }
}
