import { LockDownButton } from '#renderer/views/machine/LockDownButton.tsx'
import { Card } from '#renderer/ui/Card.tsx'
import * as words from './words.ts'

/** Closes everything at once, and says what that is. */
export function LockDownCard() {
  return (
    <Card title={words.lockDown} action={<LockDownButton />}>
      <p className="text-muted">{words.switchesRemoteAccessOffSigns(<code>homeport panic</code>)}</p>
    </Card>
  )
}
