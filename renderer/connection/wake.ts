/**
 * Calls back whenever the page may have slept or changed networks: a socket that looks open then is often dead, and
 * its close event may never come (rivals E9). Returns the stop.
 */
export function onWake(listener: () => void): () => void {
  const whenVisible = () => {
    if (document.visibilityState === 'visible') {
      listener()
    }
  }
  document.addEventListener('visibilitychange', whenVisible)
  window.addEventListener('pageshow', listener)
  window.addEventListener('online', listener)
  return () => {
    document.removeEventListener('visibilitychange', whenVisible)
    window.removeEventListener('pageshow', listener)
    window.removeEventListener('online', listener)
  }
}

/** Calls back when the browser says that there is no network. Returns the stop. */
export function onOffline(listener: () => void): () => void {
  window.addEventListener('offline', listener)
  return () => window.removeEventListener('offline', listener)
}
