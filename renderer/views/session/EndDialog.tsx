import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import * as words from './laterWords.ts'

/** Ends a session for good, after asking. */
export function EndDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <Dialog title={words.endName(session.name)} onClose={onClose}>
      <p className="mb-4 text-muted">{words.claudeCodeStopsWithEverything}</p>
      <EndingTasks tasks={session.background_tasks} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button
          variant="danger"
          onClick={() => {
            void control(session.id, { action: 'terminate' })
            onClose()
          }}
        >
          {words.endTheSession}
        </Button>
      </div>
    </Dialog>
  )
}
