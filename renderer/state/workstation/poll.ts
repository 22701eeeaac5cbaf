/** Runs at once and then every so often, but only while somebody looks at the page. Returns its stop. */
export function pollWhileLooking(everyMs: number, run: () => Promise<void>): () => void {
  let isBusy = false
  const look = (): void => {
    if (!isBusy && document.visibilityState === 'visible') {
      isBusy = true
      void run().finally(() => (isBusy = false))
    }
  }
  look()
  const timer = setInterval(look, everyMs)
  document.addEventListener('visibilitychange', look)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
  }
}
