/**
 * Does what comes in its order, at most so many in one turn of the event loop: whatever else is ready is served in
 * between, however much comes at once. How much may wait is bounded by whoever calls.
 */
export function oncePerTurn(perTurn: number): (act: () => void) => void {
  const waiting: (() => void)[] = []
  const turn = (): void => {
    const now = waiting.splice(0, perTurn)
    if (waiting.length > 0) {
      setImmediate(turn)
    }
    now.forEach((act) => act())
  }
  return (act) => {
    if (waiting.push(act) === 1) {
      setImmediate(turn)
    }
  }
}
