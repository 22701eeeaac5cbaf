import type { Session } from '#shared/session/session.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'

/** Ends a session for good, after asking. */
export function EndDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <Dialog title={`End “${session.name}”?`} onClose={onClose}>
      <p className="mb-4 text-muted">
        Claude Code stops, with everything it runs. The conversation and the files stay; the session takes no more
        messages.
      </p>
      <EndingTasks tasks={session.background_tasks} />
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="danger"
          onClick={() => {
            void control(session.id, { action: 'terminate' })
            onClose()
          }}
        >
          End the session
        </Button>
      </div>
    </Dialog>
  )
}
