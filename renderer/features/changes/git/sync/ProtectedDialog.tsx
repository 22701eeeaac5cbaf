import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Field, TextInput } from '#renderer/ui/Field.tsx'
import { sync } from './sync.ts'
import * as words from '../words.ts'

interface ProtectedDialogProps {
  readonly session_id: SessionId
  readonly message: string
  readonly onClose: () => void
}

/** No push goes straight to the branch: the way out is a new one, and a pull request from there. */
export function ProtectedDialog({ session_id, message, onClose }: ProtectedDialogProps) {
  const [name, setName] = useState('')
  useEffect(() => {
    let isOver = false
    connection.client.call('git.log', { session_id, limit: 1 }).then(
      ({ commits }) => !isOver && setName((typed) => typed || branchName(commits[0]?.subject ?? '')),
      // Then the person thinks of a name.
      () => {},
    )
    return () => {
      isOver = true
    }
  }, [session_id])
  return (
    <Dialog title={words.pushToANewBranch} onClose={onClose}>
      <p className="mb-3 break-words text-muted">{message}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          void sync(session_id, { what: 'push', to: name.trim() })
        }}
      >
        <Field label={words.newBranch} hint={words.yourOwnBranchStaysAs}>
          <TextInput autoFocus value={name} maxLength={200} onChange={(event) => setName(event.target.value)} />
        </Field>
        <div className="mt-4 flex justify-end gap-2">
          <Button onClick={onClose}>{words.cancel}</Button>
          <Button variant="primary" type="submit" disabled={name.trim() === ''}>
            {words.push}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

/** A name for a branch from what was committed: `Fix the pool` is `fix-the-pool`. */
export function branchName(subject: string): string {
  return subject
    .toLowerCase()
    .slice(0, 200)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .slice(0, 6)
    .join('-')
    .slice(0, 50)
}
