import { useEffect, useState } from 'react'

/** Ignores the second tap of a double tap on the card that was here before. */
const DEAD_MS = 500

/** Whether what has just appeared is not to be pressed yet. */
export function useDeadTime(): boolean {
  const [isDead, setDead] = useState(true)
  useEffect(() => {
    const timer = setTimeout(() => setDead(false), DEAD_MS)
    return () => clearTimeout(timer)
  }, [])
  return isDead
}
