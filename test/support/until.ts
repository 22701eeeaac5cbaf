import { setTimeout as delay } from 'node:timers/promises'

const LOOK_EVERY_MS = 20

/** Waits for something outside that tells nobody when it happens. @throws Error naming `what` when time runs out. */
export async function until<T>(
  look: () => T | undefined | false | null | Promise<T | undefined | false | null>,
  { what, ms = 15_000 }: { readonly what: string; readonly ms?: number },
): Promise<T> {
  const deadline = performance.now() + ms
  for (;;) {
    const found = await look()
    if (found !== undefined && found !== false && found !== null) {
      return found
    }
    if (performance.now() > deadline) {
      throw new Error(`Time ran out while waiting for ${what}.`)
    }
    await delay(LOOK_EVERY_MS)
  }
}
