import { Diff } from '#renderer/content/lines/Diff.tsx'
import { replacementLines } from '#renderer/content/lines/requestedDiff.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import type { Conflict, Editing } from './editing.ts'
import * as words from '../words.ts'

/** The file was changed while somebody wrote in it: both sides, and what to do. Closing keeps writing; nothing is lost. */
export function ConflictDialog({ path, conflict, editing }: { path: string; conflict: Conflict; editing: Editing }) {
  const { theirs, mine, etag } = conflict
  const isGone = etag === null
  return (
    <Dialog
      title={isGone ? words.thisFileWasDeletedMeanwhile : words.thisFileWasChangedMeanwhile}
      isWide
      onClose={() => editing.keepWriting()}
    >
      <p className="mb-3 max-w-prose text-sm text-muted">
        {words.nothingWasWritten} {isGone ? words.savingMakesItAgain : words.removedLinesAreInThe}
      </p>
      {!isGone && (
        <div className="thin-scroll mb-4 max-h-[60vh] overflow-auto">
          <Diff lines={replacementLines(theirs, mine)} path={path} />
        </div>
      )}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={() => editing.keepWriting()}>{words.keepWriting}</Button>
        {!isGone && <Button onClick={() => editing.takeTheirs()}>{words.takeTheFiles}</Button>}
        <Button variant="danger" onClick={() => void editing.takeMine()}>
          {words.saveMine}
        </Button>
      </div>
    </Dialog>
  )
}
