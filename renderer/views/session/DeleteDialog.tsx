import type { Session } from '#shared/session/session.ts'
import { deleteSession } from '#renderer/state/session/organise.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'

/** Deletes a session, after saying what goes and what stays. */
export function DeleteDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <Dialog title={`Delete “${session.name}”?`} onClose={onClose}>
      <p className="mb-2 text-muted">
        Its conversation, approvals and results are deleted from Homeport, on every device. What runs in it stops at
        once.
      </p>
      <p className="mb-4 text-muted">
        These stay: the files in its folder, what Claude Code itself keeps of the conversation, the audit log, and the
        numbers in Usage.
      </p>
      <EndingTasks tasks={session.background_tasks} />
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          Cancel
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose()
            void deleteSession(session)
          }}
        >
          Delete session
        </Button>
      </div>
    </Dialog>
  )
}
