import { SHARED_CACHE } from '#renderer/connection/sharing.ts'
import { wipeKept } from './keptStore.ts'

/**
 * Destroys what this browser keeps of its person, whose sign-in is over: what was read, and what another app shared and nobody took.
 * What was shared a moment ago, by somebody who has to sign in first, waits for that. Never rejects.
 */
export async function forgetAll(): Promise<void> {
  const isArriving = new URLSearchParams(location.search).has('shared')
  await Promise.all([wipeKept(), isArriving ? null : dropShared()])
}

async function dropShared(): Promise<void> {
  try {
    await caches.delete(SHARED_CACHE)
  } catch {
    // No secure context, or a browser that keeps nothing: then nothing can have been shared either.
  }
}
