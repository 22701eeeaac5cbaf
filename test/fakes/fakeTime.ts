import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Timers } from '#server/host/sessions/ports/sessionPorts.ts'

/** Time that stands until the test moves it. */
export class FakeTime implements Clock, Timers {
  #now = Date.parse('2026-01-01T00:00:00.000Z')
  #jumped = 0
  #waiting: { readonly at: number; readonly run: () => void }[] = []

  now(): number {
    return this.#now + this.#jumped
  }

  timestamp(): string {
    return new Date(this.now()).toISOString()
  }

  monotonic(): number {
    return this.#now
  }

  uptime(): number {
    return this.#now
  }

  after(milliseconds: number, run: () => void): () => void {
    const timer = { at: this.#now + milliseconds, run }
    this.#waiting.push(timer)
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== timer)
    }
  }

  /** Somebody sets the machine's clock. */
  jump(milliseconds: number): void {
    this.#jumped += milliseconds
  }

  pass(milliseconds: number): void {
    this.#now += milliseconds
    const due = this.#waiting.filter(({ at }) => at <= this.#now)
    this.#waiting = this.#waiting.filter(({ at }) => at > this.#now)
    for (const { run } of due) {
      run()
    }
  }

  get timers(): number {
    return this.#waiting.length
  }
}

/** UUIDs that count, so that a failure can be read. */
export class CountingIds implements Ids {
  #next: number

  constructor(first = 1) {
    this.#next = first
  }

  uuid(): string {
    return `00000000-0000-4000-8000-${String(this.#next++).padStart(12, '0')}`
  }
}
