import { setTimeout as delay } from 'node:timers/promises'

/** At a start with the computer the panel may come up after the program. */
const WITHIN_MS = 60_000
const ASK_EVERY_MS = 2_000

export interface WaitForTrayHostDeps {
  readonly ask: () => Promise<boolean>
  /** Ends the wait: the program quits. */
  readonly signal: AbortSignal
  readonly wait?: (ms: number) => Promise<unknown>
}

/** Whether somebody shows tray pictures, asked again for a minute. Resolves with false when nobody does by then. */
export async function waitForTrayHost({ ask, signal, wait = delay }: WaitForTrayHostDeps): Promise<boolean> {
  for (let waited = 0; waited <= WITHIN_MS && !signal.aborted; waited += ASK_EVERY_MS) {
    if (await ask()) {
      return !signal.aborted
    }
    await wait(ASK_EVERY_MS)
  }
  return false
}
