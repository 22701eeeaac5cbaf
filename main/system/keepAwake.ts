import type { ElectronParts } from '../electronApi.ts'

/** Keeps the system from suspending, not the screen from going dark. */
export class KeepAwake {
  readonly #blocker: ElectronParts['powerSaveBlocker']
  #id: number | null = null

  constructor(blocker: ElectronParts['powerSaveBlocker']) {
    this.#blocker = blocker
  }

  /** Idempotent. */
  set(needed: boolean): void {
    if (needed && this.#id === null) {
      this.#id = this.#blocker.start('prevent-app-suspension')
    } else if (!needed && this.#id !== null) {
      this.#blocker.stop(this.#id)
      this.#id = null
    }
  }
}
