import type { SessionId } from '#shared/ids.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { sync } from './sync.ts'
import * as words from '../words.ts'

/** Both sides have commits, and Git is told nowhere how to join them. */
export function DivergedDialog({ session_id, onClose }: { session_id: SessionId; onClose: () => void }) {
  const pull = (how: 'merge' | 'rebase') => void sync(session_id, { what: 'pull', how })
  return (
    <Dialog title={words.mergeOrRebase} onClose={onClose}>
      <div className="mb-4 space-y-2 text-muted">
        <p>{words.thisBranchAndTheOne}</p>
        <p>
          {words.mergeOrRebaseExplained(
            (text) => (
              <strong className="font-medium text-text">{text}</strong>
            ),
            (text) => (
              <strong className="font-medium text-text">{text}</strong>
            ),
          )}
        </p>
      </div>
      <div className="flex flex-wrap justify-end gap-2">
        <Button variant="ghost" onClick={onClose}>
          {words.cancel}
        </Button>
        <Button onClick={() => pull('rebase')}>{words.rebase}</Button>
        <Button autoFocus variant="primary" onClick={() => pull('merge')}>
          {words.merge}
        </Button>
      </div>
    </Dialog>
  )
}
