import { useState } from 'react'
import { panic } from './remote.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'

/** Locks the machine down, after one confirmation. */
export function PanicButton() {
  const [isAsking, setAsking] = useState(false)
  return (
    <section className="rounded-card border border-line bg-surface p-4">
      <h2 className="mb-1 text-base font-semibold">Lock down</h2>
      <p className="mb-3 text-muted">
        Switches remote access off, signs out every device and program that used it, and pauses every busy session: its
        turn stops, and what waits in it stays until you let it go on. Files and conversations stay. The same as{' '}
        <code>homeport panic</code>.
      </p>
      <Button variant="danger" onClick={() => setAsking(true)}>
        Lock down
      </Button>
      {isAsking && (
        <Dialog title="Lock down?" onClose={() => setAsking(false)}>
          <p className="mb-4 text-muted">
            Devices will have to sign in again, and Claude stops in the middle of what it does.
          </p>
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>Leave it open</Button>
            <Button
              variant="danger"
              onClick={() => {
                void panic()
                setAsking(false)
              }}
            >
              Lock down now
            </Button>
          </div>
        </Dialog>
      )}
    </section>
  )
}
