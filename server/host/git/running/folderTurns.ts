/** What is done in one folder is done in turn. */
export class FolderTurns {
  readonly #last = new Map<string, Promise<unknown>>()

  async take<T>(folder: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(folder) ?? Promise.resolve()
    const mine = before.then(work, work)
    const settled = mine.catch(() => {})
    this.#last.set(folder, settled)
    try {
      return await mine
    } finally {
      if (this.#last.get(folder) === settled) {
        this.#last.delete(folder)
      }
    }
  }
}
