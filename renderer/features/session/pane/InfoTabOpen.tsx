import type { Session } from '#shared/session/session.ts'
import { useQuery } from '#renderer/state/query.ts'
import { errorMessage, showToast } from '#renderer/state/toasts.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { editors } from './sessionInfo.ts'
import * as words from '../laterWords.ts'

/** For whoever sits at the machine: the programs there that open the folder of a session. Nothing elsewhere. */
export function OpenIn({ session }: { session: Session }) {
  const state = useQuery(editors)
  if (state.kind !== 'ready' || state.value.length === 0) {
    return null
  }
  const open = (editor: (typeof state.value)[number]['editor']) => {
    connection.client.call('editor.open', { session_id: session.id, editor }).catch((error: unknown) => {
      showToast(errorMessage(error))
    })
  }
  return (
    <div role="group" aria-label={words.openTheFolderIn} className="mt-3 flex flex-wrap gap-2">
      {state.value.map(({ editor, name }) => (
        <Button key={editor} onClick={() => open(editor)}>
          {words.openInName(name)}
        </Button>
      ))}
    </div>
  )
}
