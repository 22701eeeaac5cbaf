/**
 * Tells where an element stands on the screen and how high it is, whenever one of them changes by what stands around it, before it is
 * drawn; that a person scrolls changes nothing. `tell` gets a text that is another one after each change. Returns the function that
 * stops it.
 */
export function followPlace(element: HTMLElement, tell: (place: string) => void): () => void {
  const look = () => tell(placeOf(element))
  const sizes = new ResizeObserver(look)
  const watched = new WeakSet<Element>()
  const watchAll = () =>
    [element, ...ancestorsOf(element)]
      .flatMap((one) => (one.parentElement === null ? [] : [...one.parentElement.children]))
      .filter((one) => !watched.has(one))
      .forEach((one) => {
        watched.add(one)
        sizes.observe(one)
      })
  const comings = new MutationObserver(() => {
    watchAll()
    look()
  })
  watchAll()
  ancestorsOf(element).forEach((one) => comings.observe(one, { childList: true }))
  return () => {
    sizes.disconnect()
    comings.disconnect()
  }
}

function placeOf(element: HTMLElement): string {
  const { top, height } = element.getBoundingClientRect()
  const scrolled = ancestorsOf(element).reduce((sum, { scrollTop }) => sum + scrollTop, 0)
  return `${Math.round(top + scrolled)} ${Math.round(height)}`
}

function ancestorsOf({ parentElement }: Element): readonly Element[] {
  return parentElement === null ? [] : [parentElement, ...ancestorsOf(parentElement)]
}
