import { useState } from 'react'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { Button } from '#renderer/ui/Button.tsx'
import * as words from './laterWords.ts'

interface RemoveButtonProps {
  /** Names what is removed: it is one of several with this button. */
  readonly label: string
  /** Rejects when it is still there; a toast says why. */
  readonly remove: () => Promise<void>
}

/** Removes one of a list, once however often it is pressed. What is gone takes its row along. */
export function RemoveButton({ label, remove }: RemoveButtonProps) {
  const [isRemoving, setRemoving] = useState(false)
  return (
    <Button variant="ghost" disabled={isRemoving} aria-label={label} onClick={() => void removeNow()}>
      {words.remove}
    </Button>
  )

  async function removeNow(): Promise<void> {
    setRemoving(true)
    try {
      await remove()
    } catch (error) {
      setRemoving(false)
      showToast(errorMessage(error))
    }
  }
}
