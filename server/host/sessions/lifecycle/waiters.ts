/** Those who wait for the next time that something happens. */
export class Waiters {
  #waiting: (() => void)[] = []

  next(): Promise<void> {
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  release(): void {
    for (const resolve of this.#waiting.splice(0)) {
      resolve()
    }
  }
}
