import { LockDownButton } from '#renderer/views/machine/LockDownButton.tsx'
import { Card } from '#renderer/ui/Card.tsx'

/** Closes everything at once, and says what that is. */
export function LockDownCard() {
  return (
    <Card title="Lock down" action={<LockDownButton />}>
      <p className="text-muted">
        Switches remote access off, signs out every device and program that used it, and pauses every busy session: its
        turn stops, and what waits in it stays until you let it go on. Files and conversations stay. The same as{' '}
        <code>homeport panic</code>.
      </p>
    </Card>
  )
}
