import { useEffect, useState } from 'react'
import type { SessionId } from '#shared/ids.ts'
import type { LeftFile } from '#shared/operations/changes.ts'
import type { RewindChanges } from '#shared/operations/rewind.ts'
import { within } from '#shared/session/paths.ts'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Dialog } from '#renderer/ui/Dialog.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { Problem } from '#renderer/ui/Problem.tsx'
import { excerptOf } from '../excerpt.ts'
import * as words from '../laterWords.ts'

type State =
  | { readonly kind: 'asking' }
  | { readonly kind: 'known' | 'rewinding'; readonly changes: RewindChanges }
  | { readonly kind: 'refused'; readonly problem: string }

/** Puts files back to before a message, after showing which. `id`, `text`: of the message. */
export function RewindDialog(props: { session_id: SessionId; id: string; text: string; onClose: () => void }) {
  const { session_id, id: message_id, text, onClose } = props
  const [state, setState] = useState<State>({ kind: 'asking' })
  useEffect(() => {
    let isOpen = true
    const show = (next: State) => isOpen && setState(next)
    connection.client.call('message.rewind_preview', { session_id, message_id }).then(
      (changes) => show({ kind: 'known', changes }),
      (error: unknown) => show({ kind: 'refused', problem: errorMessage(error) }),
    )
    return () => {
      isOpen = false
    }
  }, [session_id, message_id])
  const isChange = (state.kind === 'known' || state.kind === 'rewinding') && state.changes.file_count > 0
  return (
    <Dialog title={words.putFilesBack} onClose={onClose}>
      <div className="mb-4 space-y-3 text-muted">
        <p>
          {words.toBeforeQ(
            <q className="text-text">
              <Marked text={excerptOf(text) ?? text} />
            </q>,
          )}
        </p>
        <Changes state={state} session_id={session_id} />
      </div>
      <div className="flex justify-end gap-2">
        <Button onClick={onClose}>{isChange ? words.cancel : words.close}</Button>
        {isChange && (
          <Button variant="danger" disabled={state.kind === 'rewinding'} onClick={() => void rewind(state.changes)}>
            {state.kind === 'rewinding' ? words.puttingBack : words.putBack(state.changes.file_count)}
          </Button>
        )}
      </div>
    </Dialog>
  )

  async function rewind(changes: RewindChanges): Promise<void> {
    setState({ kind: 'rewinding', changes })
    try {
      const { put_back_id } = await connection.client.call('message.rewind', { session_id, message_id })
      onClose()
      if (put_back_id !== undefined) {
        const run = () => void undo(session_id, put_back_id)
        showToast(words.filesPutBack(changes.file_count), { action: { label: words.undo, run } })
      }
    } catch (error) {
      setState({ kind: 'refused', problem: errorMessage(error) })
    }
  }
}

function Changes({ state, session_id }: { state: State; session_id: SessionId }) {
  switch (state.kind) {
    case 'asking':
      return <p role="status">{words.askingWhichFilesHaveChanged}</p>
    case 'refused':
      return <Problem>{state.problem}</Problem>
    default:
      return state.changes.left === undefined ? (
        <ByClaude changes={state.changes} session_id={session_id} />
      ) : (
        <Kept changes={state.changes} left={state.changes.left} session_id={session_id} />
      )
  }
}

/** What Homeport kept itself: commands are covered, what others changed is left, and it can be undone. */
function Kept({
  changes,
  left,
  session_id,
}: {
  changes: RewindChanges
  left: readonly LeftFile[]
  session_id: SessionId
}) {
  return (
    <>
      {changes.file_count === 0 ? (
        <p role="status">{words.thereIsNothingToPut}</p>
      ) : (
        <FileList changes={changes} session_id={session_id} />
      )}
      {left.length > 0 && (
        <p>
          {words.filesStay(
            left.length,
            <bdi className="font-mono text-xs wrap-anywhere">
              <Marked text={left.map(({ path }) => path).join(', ')} code />
            </bdi>,
          )}
        </p>
      )}
      <p>{words.whatCommandsChangedIsCovered}</p>
    </>
  )
}

/** From before Homeport kept what files were: Claude Code’s own copies. */
function ByClaude({ changes, session_id }: { changes: RewindChanges; session_id: SessionId }) {
  return changes.file_count === 0 ? (
    <>
      <p role="status">{words.noFileThatClaudeEdited}</p>
      <p>{words.whatCommandsChangedIsNot}</p>
    </>
  ) : (
    <>
      <FileList changes={changes} session_id={session_id} />
      <p>{words.coveredAreFilesThatClaude}</p>
      <p className="text-text">{words.thisCannotBeUndoneThe}</p>
    </>
  )
}

async function undo(session_id: SessionId, put_back_id: string): Promise<void> {
  try {
    const { files } = await connection.client.call('changes.undo', { session_id, put_back_id })
    showToast(words.filesAsBefore(files.length))
  } catch (error) {
    showToast(errorMessage(error))
  }
}

function FileList({ changes, session_id }: { changes: RewindChanges; session_id: SessionId }) {
  const { files, file_count, insertions, deletions } = changes
  const opened = openSessions.get(session_id)
  const workspace = opened.kind === 'open' ? opened.header.session.workspace_path : ''
  return (
    <div role="group" aria-label={words.filesThatArePutBack}>
      <p role="status" className="text-text">
        {words.filesSpanLines(
          file_count,
          <span className="tabular-nums">
            +{insertions} −{deletions}
          </span>,
        )}
      </p>
      <ul
        tabIndex={0}
        aria-label={words.files}
        className="thin-scroll mt-1 max-h-48 overflow-y-auto font-mono text-xs wrap-anywhere text-text"
      >
        {files.map((file) => (
          <li key={file}>
            <bdi>
              <Marked text={within(file, workspace)} code />
            </bdi>
          </li>
        ))}
        {file_count > files.length && (
          <li className="font-sans text-muted">{words.andMoreFiles(file_count - files.length)}</li>
        )}
      </ul>
    </div>
  )
}
