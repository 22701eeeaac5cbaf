import { startTransition, useEffect, useState } from 'react'
import { whenIdle } from '#renderer/platform/idle.ts'

/**
 * How many parts of a long page to draw: `atOnce` of them, which fill the first screen, then one more each time the browser has
 * nothing else to do. A phone takes a third of a second for all at once, and hears no finger meanwhile.
 */
export function useGradually(all: number, atOnce: number): number {
  const [count, setCount] = useState(atOnce)
  useEffect(() => {
    let isOver = count >= all
    if (!isOver) {
      void whenIdle().then(() => isOver || startTransition(() => setCount(count + 1)))
    }
    return () => {
      isOver = true
    }
  }, [count, all])
  return count
}
