import type { SessionId } from '#shared/ids.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { type Sync, agree } from './sync.ts'
import * as words from '../words.ts'

interface ProgramsDialogProps {
  readonly session_id: SessionId
  readonly asking: Extract<Sync, { kind: 'programs' }>
  readonly onClose: () => void
}

/** What the repository itself makes run with a push or pull, before it runs the first time and whenever it is another one. */
export function ProgramsDialog({ session_id, asking, onClose }: ProgramsDialogProps) {
  const { errand, programs } = asking
  return (
    <Dialog title={words.runWhatThisRepositoryNames(errand.what)} isWide onClose={onClose}>
      <p className="mb-3 max-w-xl text-muted">{words.theseProgramsAreNamedBy}</p>
      <ul className="thin-scroll mb-4 max-h-72 max-w-xl space-y-2 overflow-y-auto rounded-control border border-line bg-ground p-2 text-sm">
        {programs.map(({ name, text }, index) => (
          <li key={index}>
            <bdi className="block font-medium">
              <Marked text={name} code />
            </bdi>
            <bdi className="block font-mono text-xs wrap-anywhere text-muted">
              <Marked text={text} code />
            </bdi>
          </li>
        ))}
      </ul>
      <div className="flex justify-end gap-2">
        <Button autoFocus onClick={onClose}>
          {words.cancel}
        </Button>
        <Button variant="attention" onClick={() => void agree(session_id, asking)}>
          {words.runThemAndWhat(errand.what)}
        </Button>
      </div>
    </Dialog>
  )
}
