import { useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import * as words from './words.ts'

/** A named command of one's own for this folder, kept on the workstation. */
export function OwnActionDialog(props: { sessionId: SessionId; onClose: () => void; onSaved: () => void }) {
  const { sessionId, onClose, onSaved } = props
  const [name, setName] = useState('')
  const [command, setCommand] = useState('')
  const [problem, setProblem] = useState('')
  const save = async () => {
    try {
      await connection.client.call('project_action.save', { session_id: sessionId, name, command })
      onSaved()
      onClose()
    } catch (error) {
      setProblem(errorMessage(error))
    }
  }
  return (
    <Dialog title={words.addAnAction} onClose={onClose}>
      <form
        className="space-y-3"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <Field label={words.name}>
          <TextInput required maxLength={80} value={name} onChange={(event) => setName(event.target.value)} />
        </Field>
        <Field label={words.command} hint={words.oneLineForTheShell}>
          <TextInput
            required
            maxLength={4_000}
            dir="ltr"
            className="font-mono"
            autoCapitalize="off"
            autoCorrect="off"
            spellCheck={false}
            value={command}
            onChange={(event) => setCommand(event.target.value)}
          />
        </Field>
        {problem !== '' && <Problem>{problem}</Problem>}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button type="submit" variant="primary">
            {words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}
