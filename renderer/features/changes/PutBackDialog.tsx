import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { PutBackPreview } from '#shared/operations/changes.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { PutBackFiles } from './PutBackFiles.tsx'
import * as words from './words.ts'

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known' | 'working'; readonly preview: PutBackPreview }
  | { readonly kind: 'refused'; readonly problem: string }

interface PutBackDialogProps {
  readonly session_id: SessionId
  readonly turn_id: string
  /** null: all that Claude alone changed. */
  readonly paths: readonly string[] | null
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}

/** Puts files back to before a turn, after showing how they will change. */
export function PutBackDialog({ session_id, turn_id, paths, onClose, onDone }: PutBackDialogProps) {
  const [state, setState] = useState<State>({ kind: 'asking' })
  const names = paths === null ? null : paths.join('\0')
  useEffect(() => {
    let isOver = false
    const show = (next: State) => !isOver && setState(next)
    connection.client.call('changes.put_back_preview', askedOf({ session_id, turn_id, names })).then(
      (preview) => show({ kind: 'known', preview }),
      (error: unknown) => show({ kind: 'refused', problem: errorMessage(error) }),
    )
    return () => {
      isOver = true
    }
  }, [session_id, turn_id, names])
  const preview = state.kind === 'known' || state.kind === 'working' ? state.preview : null
  return (
    <Dialog title={paths === null ? words.putFilesBack : words.putThisFileBackQuestion} onClose={onClose}>
      <div className="mb-4 space-y-3 text-muted">
        <p>{words.asTheyWereBeforeThis}</p>
        {state.kind === 'asking' && <p role="status">{words.lookingAtTheFiles}</p>}
        {state.kind === 'refused' && <Problem>{state.problem}</Problem>}
        {preview !== null && <PutBackFiles preview={preview} session_id={session_id} />}
      </div>
      <Answers
        files={preview?.files.length ?? 0}
        isWorking={state.kind === 'working'}
        onClose={onClose}
        onYes={() => preview !== null && void putBack(preview)}
      />
    </Dialog>
  )

  async function putBack(shown: PutBackPreview): Promise<void> {
    setState({ kind: 'working', preview: shown })
    try {
      const done = await connection.client.call('changes.put_back', askedOf({ session_id, turn_id, names }))
      showToast(words.filesPutBack(done.files.length), {
        action: { label: words.undo, run: () => void undo(session_id, done.put_back_id, onDone) },
      })
      onClose()
      await onDone()
    } catch (error) {
      setState({ kind: 'refused', problem: errorMessage(error) })
    }
  }
}

function Answers(props: { files: number; isWorking: boolean; onClose: () => void; onYes: () => void }) {
  const { files, isWorking, onClose, onYes } = props
  return (
    <div className="flex justify-end gap-2">
      <Button onClick={onClose}>{files > 0 ? words.cancel : words.close}</Button>
      {files > 0 && (
        <Button variant="primary" disabled={isWorking} onClick={onYes}>
          {isWorking ? words.puttingBack : words.putBackCount(files)}
        </Button>
      )}
    </div>
  )
}

async function undo(session_id: SessionId, put_back_id: string, onDone: () => Promise<void>): Promise<void> {
  try {
    const { files, left } = await connection.client.call('changes.undo', { session_id, put_back_id })
    const said = words.filesAsBefore(files.length)
    showToast(left.length === 0 ? said : `${said} ${words.filesStayed(left.length)}`)
    await onDone()
  } catch (error) {
    showToast(errorMessage(error))
  }
}

/** `names`: the paths, with a zero between them, which no path holds. */
function askedOf(asked: { readonly session_id: SessionId; readonly turn_id: string; readonly names: string | null }) {
  const { session_id, turn_id, names } = asked
  return { session_id, turn_id, ...(names === null ? {} : { paths: names.split('\0') }) }
}
