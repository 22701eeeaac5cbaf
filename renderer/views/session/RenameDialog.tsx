import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'

/** The server's limit. */
const MAX_NAME = 200

/** Renames a session from a list. */
export function RenameDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [name, setName] = useState(session.name)
  const wanted = name.trim()
  const isTooLong = wanted.length > MAX_NAME
  const hint = isTooLong
    ? `A name has at most ${MAX_NAME} characters; this one has ${wanted.length}. Nothing was cut.`
    : undefined
  return (
    <Dialog title="Rename session" onClose={onClose}>
      <form
        className="space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          if (wanted !== session.name) {
            void control(session.id, { action: 'rename', name: wanted })
          }
          onClose()
        }}
      >
        <Field label="Name of the session" hint={hint}>
          <TextInput autoFocus value={name} aria-invalid={isTooLong} onChange={({ target }) => setName(target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={wanted === '' || isTooLong}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
