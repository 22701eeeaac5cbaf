/** Runs now and then every `everyMs`, while the page is visible. Returns the function that stops it. */
export function pollWhileVisible(everyMs: number, run: () => Promise<void>): () => void {
  let isBusy = false
  const tick = (): void => {
    if (!isBusy && document.visibilityState === 'visible') {
      isBusy = true
      void run().finally(() => (isBusy = false))
    }
  }
  tick()
  const timer = setInterval(tick, everyMs)
  document.addEventListener('visibilitychange', tick)
  return () => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', tick)
  }
}
