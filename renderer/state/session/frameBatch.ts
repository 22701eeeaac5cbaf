/** While the page is hidden no frames are painted, but what arrives must not pile up. */
const HIDDEN_FLUSH_MS = 250

export interface FrameBatch<T> {
  readonly add: (value: T) => void
  /** Delivers the collected values now. */
  readonly flush: () => void
  readonly clear: () => void
}

/** Collects values and delivers them once per painted frame, in order. */
export function createFrameBatch<T>(handOver: (values: readonly T[]) => void): FrameBatch<T> {
  let values: T[] = []
  let frame = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function clear(): void {
    values = []
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }

  function flush(): void {
    const batch = values
    clear()
    if (batch.length > 0) {
      handOver(batch)
    }
  }

  return {
    add: (value) => {
      values.push(value)
      if (values.length === 1) {
        frame = requestAnimationFrame(flush)
        timer = setTimeout(flush, HIDDEN_FLUSH_MS)
      }
    },
    flush,
    clear,
  }
}
