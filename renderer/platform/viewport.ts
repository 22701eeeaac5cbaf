/**
 * Sizes the page to the visual viewport, so that the composer stays above a phone's keyboard. No effect where browsers
 * resize the page themselves. Returns the function that stops it.
 */
export function followViewport(): () => void {
  const viewport = window.visualViewport
  if (viewport === null) {
    return () => {}
  }
  const fit = () => {
    // Ignored while the page is pinch-zoomed.
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
