/** Each frame is a program of some 50 MB, mostly in a process of its own. */
const MAX_ALIVE = 6

let alive = 0
const waiting: (() => void)[] = []

/**
 * Calls back, at once or later, when there may be one more frame in the page. Returns what gives the place back, or stops
 * waiting for it. First come, first served.
 */
export function takeFrameSlot(onFree: () => void): () => void {
  let isTaken = false
  const take = () => {
    alive += 1
    isTaken = true
    onFree()
  }
  if (alive < MAX_ALIVE) {
    take()
  } else {
    waiting.push(take)
  }
  return () => {
    if (isTaken) {
      isTaken = false
      alive -= 1
      waiting.shift()?.()
    } else if (waiting.includes(take)) {
      waiting.splice(waiting.indexOf(take), 1)
    }
  }
}
