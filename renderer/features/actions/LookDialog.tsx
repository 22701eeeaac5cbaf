import type { ActionFile, ProjectAction } from '#shared/operations/projectAction.ts'
import { Command } from '#renderer/content/command/Command.tsx'
import { Printed } from '#renderer/content/command/Printed.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import * as words from './words.ts'

/** What an action of a folder that nobody trusts runs: all of it, before it runs for the first time. */
export function LookDialog(props: {
  action: ProjectAction
  file: ActionFile | null
  onClose: () => void
  onRun: () => void
}) {
  const { action, file, onClose, onRun } = props
  return (
    <Dialog title={words.runQuestion(action.name)} isWide onClose={onClose}>
      <p className="mb-3 text-muted">{words.itComesFromAFile}</p>
      <Command command={action.command} />
      {file !== null && (
        <div className="mt-3">
          <p className="mb-1 text-xs text-muted">{file.file}</p>
          <div className="max-h-[50vh] overflow-auto">
            <Printed text={file.text} label={file.file} />
          </div>
        </div>
      )}
      {file?.is_whole === false && <p className="mt-3 text-bad">{words.theFileIsTooLong}</p>}
      <div className="mt-4 flex justify-end gap-2">
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button variant="primary" disabled={file?.is_whole === false} onClick={onRun}>
          {words.run}
        </Button>
      </div>
    </Dialog>
  )
}
