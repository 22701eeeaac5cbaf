import { useState } from 'react'
import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import * as words from '../laterWords.ts'

/** Starts the process of a session anew; asks first where that would cut something. */
export function RestartButton({ session }: { session: Session }) {
  const [isAsking, setAsking] = useState(false)
  const isBusy = session.status === 'WORKING' || session.status === 'WAITING'
  const restart = () => void control(session.id, { action: 'restart' })
  return (
    <>
      <Button onClick={() => (isBusy || session.background_tasks.length > 0 ? setAsking(true) : restart())}>
        {words.restartClaudeCode}
      </Button>
      {isAsking && (
        <Dialog title={words.restartClaudeCodeQuestion} onClose={() => setAsking(false)}>
          <p className="mb-4 text-muted">
            {isBusy && `${words.theTurnIsStopped} `}
            {words.theConversationGoesOn}
          </p>
          <EndingTasks tasks={session.background_tasks} />
          <div className="flex justify-end gap-2">
            <Button onClick={() => setAsking(false)}>{words.cancel}</Button>
            <Button
              variant="danger"
              onClick={() => {
                setAsking(false)
                restart()
              }}
            >
              {words.restart}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
