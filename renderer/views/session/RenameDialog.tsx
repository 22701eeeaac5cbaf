import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import * as words from './laterWords.ts'

/** The server's limit. */
const MAX_NAME = 200

/** Renames a session from a list. */
export function RenameDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [name, setName] = useState(session.name)
  const wanted = name.trim()
  const isTooLong = wanted.length > MAX_NAME
  const hint = isTooLong ? words.aNameHasAtMost(MAX_NAME, wanted.length) : undefined
  return (
    <Dialog title={words.renameSession} onClose={onClose}>
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
        <Field label={words.nameOfTheSession} hint={hint}>
          <TextInput autoFocus value={name} aria-invalid={isTooLong} onChange={({ target }) => setName(target.value)} />
        </Field>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="primary" disabled={wanted === '' || isTooLong}>
            {words.rename}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
