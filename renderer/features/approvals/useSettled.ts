import { useEffect, useState } from 'react'

/** Ignores the second tap of a double tap on what was here before. */
const DEAD_MS = 500

/** Whether `what` has stood here long enough to be meant by a tap: false for half a second after it became another one. */
export function useSettled(what: string): boolean {
  const [settled, setSettled] = useState<string | null>(null)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(what), DEAD_MS)
    return () => clearTimeout(timer)
  }, [what])
  return settled === what
}
