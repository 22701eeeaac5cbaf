import type { DesktopState } from '#shared/desktop/desktopState.ts'
import type { ElectronParts } from './electronParts.ts'

/**
 * Whether the machine must not fall asleep by itself: while Claude works, and, when somebody may answer from
 * elsewhere, while Claude waits for that. Pure.
 */
export function needsAwake({ running, waiting, remote }: DesktopState): boolean {
  return running.length > 0 || (waiting.length > 0 && remote?.enabled === true)
}

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
