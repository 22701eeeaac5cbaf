import { isSomebodyElse } from '#renderer/connection/somebodyElse.ts'
import { createStore, type Store } from '../store.ts'
import { link } from '../workstation/connection.ts'

/** A proxy that closes its door for a moment answers like that, too: it is asked again. */
const EVERY_MS = 4_000

const found = createStore(false)
/**
 * Somebody else answers at the workstation's address: a network that wants its people to sign in first, mostly. Where the
 * page came by TLS most of them cannot, as no browser believes them; then nobody answers.
 */
export const isElseThere: Store<boolean> = found

/** Looks again and again while there is no connection. Returns the stop. */
export function watchPortal(): () => void {
  let isOver = false
  let timer: ReturnType<typeof setTimeout> | undefined
  const look = async (): Promise<void> => {
    const isElse = await isSomebodyElse()
    if (!isOver) {
      found.set(isElse && link.get().kind !== 'ready')
      timer = setTimeout(() => void look(), EVERY_MS)
    }
  }
  void look()
  return () => {
    isOver = true
    clearTimeout(timer)
    found.set(false)
  }
}
