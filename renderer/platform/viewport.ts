/**
 * Keeps the page as high as what can be seen, so that the composer stands above a phone's keyboard. Where browsers
 * resize the page themselves this changes nothing. Returns the stop.
 */
export function followViewport(): () => void {
  const viewport = window.visualViewport
  if (viewport === null) {
    return () => {}
  }
  const fit = () => {
    // A pinch-zoomed page is looked at, not typed into.
    if (viewport.scale <= 1.05) {
      document.documentElement.style.setProperty('--app-height', `${Math.round(viewport.height)}px`)
      window.scrollTo(0, 0)
    }
  }
  fit()
  viewport.addEventListener('resize', fit)
  return () => viewport.removeEventListener('resize', fit)
}

/** Whether a finger is the main pointer: Enter then makes a new line, and a button sends. */
export function isTouch(): boolean {
  return window.matchMedia('(pointer: coarse)').matches
}
