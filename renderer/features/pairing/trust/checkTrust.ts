import { type Store, createStore } from '#renderer/state/store.ts'
import { canHaveWorker, registerWorker } from '#renderer/state/workstation/worker.ts'

/** `believed`: this browser takes the certificate as it is · `looked_past`: its person did, and it keeps no app and no push. */
type Trust = 'checking' | 'believed' | 'looked_past' | 'unknown'

const trust = createStore<Trust>('checking')
export const trustHere: Store<Trust> = trust

/** A browser keeps a service worker only from a server whose certificate it believes, whatever its person looked past. */
export async function checkTrust(): Promise<void> {
  if (location.protocol !== 'https:' || !canHaveWorker()) {
    trust.set('unknown')
    return
  }
  try {
    await registerWorker()
    trust.set('believed')
  } catch (error) {
    trust.set(error instanceof DOMException && error.name === 'SecurityError' ? 'looked_past' : 'unknown')
  }
}

/** What this device installs, and how, by what it says it is. */
export function trustFileFor(userAgent: string): 'profile' | 'android' | 'certificate' {
  if (/iPhone|iPad|Mac OS X/.test(userAgent)) {
    return 'profile'
  }
  return userAgent.includes('Android') ? 'android' : 'certificate'
}
