import { canHaveWorker, registerWorker } from '#renderer/state/workstation/worker.ts'

/** `believed`: this browser takes the certificate as it is · `looked_past`: its person did, and it keeps no app and no push. */
export type Trust = 'checking' | 'believed' | 'looked_past' | 'unknown'

/** A browser keeps a service worker only from a server whose certificate it believes, whatever its person looked past. */
export async function checkTrust(): Promise<Trust> {
  if (location.protocol !== 'https:' || !canHaveWorker()) {
    return 'unknown'
  }
  try {
    await registerWorker()
    return 'believed'
  } catch (error) {
    return error instanceof DOMException && error.name === 'SecurityError' ? 'looked_past' : 'unknown'
  }
}

/** What this device installs, and how, by what it says it is. */
export function trustFileFor(userAgent: string): 'profile' | 'android' | 'certificate' {
  if (/iPhone|iPad|Mac OS X/.test(userAgent)) {
    return 'profile'
  }
  return userAgent.includes('Android') ? 'android' : 'certificate'
}
