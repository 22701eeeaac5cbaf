/** At the latest after this long, in ms. */
const PATIENCE_MS = 1_000
/** Where the browser does not say when it is idle. */
const PAUSE_MS = 200

/** Resolves once the page has been drawn and has nothing urgent to do. */
export function whenIdle(): Promise<void> {
  const { requestIdleCallback } = window as { requestIdleCallback?: typeof window.requestIdleCallback }
  return new Promise((resolve) => {
    if (requestIdleCallback === undefined) {
      setTimeout(resolve, PAUSE_MS)
    } else {
      requestIdleCallback.call(window, () => resolve(), { timeout: PATIENCE_MS })
    }
  })
}
