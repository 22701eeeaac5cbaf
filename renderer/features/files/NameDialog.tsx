import { useState } from 'react'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import * as words from './words.ts'

/** Asks for the name of a file or folder; stays open where it was not taken. */
export function NameDialog(props: {
  title: string
  initial: string
  onClose: () => void
  /** False: it was not taken, and the person was told. */
  onName: (name: string) => Promise<boolean>
}) {
  const { title, initial, onClose, onName } = props
  const [name, setName] = useState(initial)
  const [isBusy, setBusy] = useState(false)
  const submit = async () => {
    setBusy(true)
    const isTaken = await onName(name.trim())
    setBusy(false)
    if (isTaken) {
      onClose()
    }
  }
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <Field label={words.name}>
          <TextInput
            value={name}
            maxLength={255}
            autoFocus
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="primary" type="submit" disabled={isBusy || name.trim() === '' || name.trim() === initial}>
            {words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
