import type { Session } from '#shared/session/session.ts'
import { deleteSession } from '#renderer/state/session/organise.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { EndingTasks } from '#renderer/views/EndingTasks.tsx'
import * as words from './laterWords.ts'

/** Deletes a session, after saying what goes and what stays. */
export function DeleteDialog({ session, onClose }: { session: Session; onClose: () => void }) {
  return (
    <Dialog title={words.deleteName(session.name)} onClose={onClose}>
      <p className="mb-2 text-muted">{words.itsConversationApprovalsAndResults}</p>
      <p className="mb-4 text-muted">{words.theseStayTheFilesIn}</p>
      <EndingTasks tasks={session.background_tasks} />
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {words.cancel}
        </Button>
        <Button
          variant="danger"
          onClick={() => {
            onClose()
            void deleteSession(session)
          }}
        >
          {words.deleteSession}
        </Button>
      </div>
    </Dialog>
  )
}
