import type { FolderWatchDeps, WatchState } from './folderWatch.ts'
import { FolderWatch } from './folderWatch.ts'

interface Watched {
  readonly watch: FolderWatch
  readonly by: Set<string>
}

/** Watches each folder once, for as long as somebody wants it. */
export class FolderWatches {
  readonly #deps: FolderWatchDeps
  readonly #onLeft: (folder: string) => void
  readonly #watched = new Map<string, Watched>()
  #stopping = new Set<Promise<void>>()

  /** `onLeft`: nobody wants the folder any more. */
  constructor(deps: FolderWatchDeps, onLeft: (folder: string) => void) {
    this.#deps = deps
    this.#onLeft = onLeft
  }

  /** null: nobody watches it. */
  state(folder: string): WatchState | null {
    return this.#watched.get(folder)?.watch.state ?? null
  }

  /** `who` wants the folder watched; the same one twice counts once. */
  want(folder: string, who: string): void {
    const known = this.#watched.get(folder)
    if (known !== undefined) {
      known.by.add(who)
      return
    }
    const watch = new FolderWatch(folder, this.#deps)
    this.#watched.set(folder, { watch, by: new Set([who]) })
    void watch.start()
  }

  /** `who` does not want it any more. */
  leave(folder: string, who: string): void {
    const known = this.#watched.get(folder)
    known?.by.delete(who)
    if (known?.by.size === 0) {
      this.#watched.delete(folder)
      this.#stop(known.watch)
      this.#onLeft(folder)
    }
  }

  async close(): Promise<void> {
    for (const { watch } of this.#watched.values()) {
      this.#stop(watch)
    }
    this.#watched.clear()
    await Promise.all(this.#stopping)
  }

  #stop(watch: FolderWatch): void {
    const stopped = watch.stop().finally(() => this.#stopping.delete(stopped))
    this.#stopping.add(stopped)
  }
}
