/** Until the browser has been idle, and what the page fetches then has come: it asks for parts only after it was drawn. */
export const ALL_LOADED = `new Promise((resolve) => {
  let last = performance.getEntriesByType('resource').length
  let quiet = 0
  const look = () => requestIdleCallback(() => {
    const now = performance.getEntriesByType('resource').length
    quiet = now === last ? quiet + 1 : 0
    last = now
    quiet > 5 ? resolve() : setTimeout(look, 40)
  }, { timeout: 1000 })
  look()
})`

/** Until nothing of the page has changed for as long as a few pictures of the screen take. */
export const AT_REST = `document.fonts.ready.then(() => new Promise((resolve) => {
  let quiet = 0
  const watch = new MutationObserver(() => { quiet = 0 })
  watch.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
  const next = () => (++quiet > 8 ? (watch.disconnect(), resolve()) : requestAnimationFrame(next))
  requestAnimationFrame(next)
}))`
