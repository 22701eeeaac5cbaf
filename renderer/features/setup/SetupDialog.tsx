import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { errorMessage } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import { SetupFields } from '#renderer/views/setup/SetupFields.tsx'
import { draftOf, setupOf, variableChanges } from '#renderer/views/setup/setupDraft.ts'
import * as words from './words.ts'

/** Changes what a session is made with. */
export function SetupDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  const [draft, setDraft] = useState(() => draftOf(session.setup ?? {}, session.environment))
  const [state, setState] = useState<'ready' | 'saving' | { readonly problem: string }>('ready')
  const isBusy = session.status === 'WORKING' || session.status === 'WAITING'
  return (
    <Dialog title={words.setupOfSession} isWide onClose={onClose}>
      <form
        className="w-[min(640px,calc(100vw-72px))] space-y-4"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <p className="text-muted">{isBusy ? words.countsAfterTurn : words.countsAfterSave}</p>
        <EndingTasks tasks={session.background_tasks} />
        <SetupFields draft={draft} onChange={setDraft} />
        {typeof state === 'object' && <Problem>{state.problem}</Problem>}
        <div className="flex justify-end gap-1.5">
          <Button variant="ghost" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" variant="primary" disabled={state === 'saving'}>
            {state === 'saving' ? words.saving : words.save}
          </Button>
        </div>
      </form>
    </Dialog>
  )

  async function save(): Promise<void> {
    setState('saving')
    const setup = setupOf(draft)
    try {
      await connection.client.call('session.update', {
        session_id: session.id,
        setup: Object.keys(setup).length === 0 ? null : setup,
        environment: variableChanges(draft, session.environment),
      })
      onClose()
    } catch (error) {
      setState({ problem: errorMessage(error) })
    }
  }
}
