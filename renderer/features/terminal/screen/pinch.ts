/**
 * Tells how two fingers on an element move apart: 1 where they began, 2 at twice the distance. The page itself is not
 * zoomed there. Returns the stop.
 */
export function onPinch(element: HTMLElement, listener: (scale: number, isOver: boolean) => void): () => void {
  let first: number | null = null
  let scale = 1
  const begin = ({ touches }: TouchEvent) => {
    first = distance(touches)
  }
  const move = (event: TouchEvent) => {
    const now = distance(event.touches)
    if (first !== null && now !== null) {
      event.preventDefault()
      event.stopPropagation()
      scale = now / first
      listener(scale, false)
    }
  }
  const end = ({ touches }: TouchEvent) => {
    if (first !== null && distance(touches) === null) {
      first = null
      listener(scale, true)
    }
  }
  const stops = [
    listenTo(element, 'touchstart', begin),
    listenTo(element, 'touchmove', move),
    listenTo(element, 'touchend', end),
    listenTo(element, 'touchcancel', end),
  ]
  return () => stops.forEach((stop) => stop())
}

/** null: these are not two fingers. */
function distance(touches: TouchList): number | null {
  const [one, other] = [touches[0], touches[1]]
  if (one === undefined || other === undefined || touches.length !== 2) {
    return null
  }
  return Math.max(1, Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY))
}

type TouchName = 'touchstart' | 'touchmove' | 'touchend' | 'touchcancel'

function listenTo(element: HTMLElement, name: TouchName, listener: (event: TouchEvent) => void): () => void {
  // Before the terminal, which scrolls with one finger; not passive, to keep the page from zooming.
  const options = { capture: true, passive: false }
  element.addEventListener(name, listener, options)
  return () => element.removeEventListener(name, listener, options)
}
