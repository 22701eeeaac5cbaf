import { useState } from 'react'
import { Button, type ButtonLook } from '#renderer/ui/Button.tsx'

/** A dangerous call needs a second tap, on a button that changed its words. */
export function AllowButton(props: {
  danger: boolean
  disabled: boolean
  onAllow: () => void
  words?: string
  look?: ButtonLook
}) {
  const { danger, disabled, onAllow, words = 'Allow once', look = 'primary' } = props
  const [isArmed, setArmed] = useState(false)
  const needsArming = danger && !isArmed
  return (
    <Button
      look={danger ? 'danger' : look}
      disabled={disabled}
      onBlur={() => setArmed(false)}
      onClick={() => (needsArming ? setArmed(true) : onAllow())}
    >
      {danger && isArmed ? 'Tap again to allow' : words}
    </Button>
  )
}
