import { type RefObject, useEffect, useState } from 'react'
import { triggerAt, type Trigger } from './trigger.ts'

/** What the caret stands in that can be completed; null: nothing, or its menu was closed. */
export function useTrigger(field: RefObject<HTMLTextAreaElement | null>): {
  readonly trigger: Trigger | null
  /** Closes the menu until the caret has left. */
  readonly close: () => void
} {
  const [trigger, setTrigger] = useState<Trigger | null>(null)
  /** Where the sign stands whose menu was closed. */
  const [closed, setClosed] = useState<number | null>(null)
  useEffect(() => {
    const area = field.current
    const look = () => {
      const isHere = area !== null && document.activeElement === area && area.selectionStart === area.selectionEnd
      const next = isHere ? triggerAt(area.value, area.selectionStart) : null
      setTrigger(next)
      if (next === null) {
        setClosed(null)
      }
    }
    look()
    document.addEventListener('selectionchange', look)
    area?.addEventListener('input', look)
    area?.addEventListener('blur', look)
    return () => {
      document.removeEventListener('selectionchange', look)
      area?.removeEventListener('input', look)
      area?.removeEventListener('blur', look)
    }
  }, [field])
  return {
    trigger: trigger === null || trigger.from === closed ? null : trigger,
    close: () => setClosed(trigger?.from ?? null),
  }
}
