import type { SessionId } from '#shared/ids.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { sync } from './sync.ts'

/** Both sides have commits, and Git is told nowhere how to join them. */
export function DivergedDialog({ session_id, onClose }: { session_id: SessionId; onClose: () => void }) {
  const pull = (how: 'merge' | 'rebase') => void sync(session_id, { what: 'pull', how })
  return (
    <Dialog title="Merge, or rebase?" onClose={onClose}>
      <div className="mb-4 space-y-2 text-muted">
        <p>This branch and the one that it follows both have commits that the other one lacks.</p>
        <p>
          <strong className="font-medium text-text">Merge</strong> joins them with a commit of its own.{' '}
          <strong className="font-medium text-text">Rebase</strong> puts yours on top, as new commits.
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={() => pull('rebase')}>Rebase</Button>
        <Button autoFocus variant="primary" onClick={() => pull('merge')}>
          Merge
        </Button>
      </div>
    </Dialog>
  )
}
