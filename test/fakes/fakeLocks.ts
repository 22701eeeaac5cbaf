interface Request {
  readonly ifAvailable?: boolean
  readonly signal?: AbortSignal
}

/** The locks of a browser's tabs. */
export class FakeLocks {
  readonly #held = new Set<string>()
  readonly #waiting: (() => void)[] = []

  async request<T>(name: string, { ifAvailable, signal }: Request, use: (lock: object | null) => T): Promise<T> {
    if (ifAvailable === true && this.#held.has(name)) {
      return use(null)
    }
    while (this.#held.has(name)) {
      await new Promise<void>((resolve, reject) => {
        this.#waiting.push(resolve)
        signal?.addEventListener('abort', () => reject(new Error('given up')))
      })
    }
    this.hold(name)
    try {
      return use({ name })
    } finally {
      this.release(name)
    }
  }

  /** As a tab that is open. */
  hold(name: string): void {
    this.#held.add(name)
  }

  release(name: string): void {
    this.#held.delete(name)
    this.#waiting.splice(0).forEach((go) => go())
  }

  isHeld(name: string): boolean {
    return this.#held.has(name)
  }
}
