/** Lets what concerns the same thing happen one after the other. */
export class Turns {
  readonly #last = new Map<string, Promise<unknown>>()

  /** Runs it when all that was asked for before, under the same name, is over. */
  async run<T>(name: string, task: () => Promise<T>): Promise<T> {
    const before = this.#last.get(name) ?? Promise.resolve()
    const mine = before.then(task, task)
    const settled = mine.catch(() => {})
    this.#last.set(name, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(name) === settled) {
        this.#last.delete(name)
      }
    }
  }
}
