import { PanelRight, SlidersHorizontal, X } from 'lucide-react'
import type { SessionId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { closeColumn } from '#renderer/state/browser/columnActions.ts'
import { focusedColumn } from '#renderer/state/browser/columns.ts'
import { togglePane } from '#renderer/state/browser/pane.ts'
import { useStore } from '#renderer/state/store.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import * as words from '../laterWords.ts'

/** At the end of a session's bar: what opens and closes its details, and, of two side by side, what closes its column. */
export function HeaderButtons({ session, isPaneOpen }: { session: Session; isPaneOpen: boolean }) {
  const isOfTwo = useStore(focusedColumn, (focused) => focused !== null)
  return (
    <>
      <IconButton
        label={words.detailsOfTheSession}
        data-shortcut="pane"
        aria-expanded={isPaneOpen}
        onClick={togglePane}
      >
        <PanelRight className="size-4 max-md:hidden" />
        <SlidersHorizontal className="size-4 md:hidden" />
      </IconButton>
      {isOfTwo && <CloseColumn id={session.id} name={session.name} />}
    </>
  )
}

/** Closes one of two columns. Its session goes on. */
function CloseColumn({ id, name }: { id: SessionId; name: string }) {
  return (
    <IconButton
      label={words.closeTheColumnOf(withMarks(name))}
      title={words.closeThisColumnItsSession}
      onClick={() => closeColumn(id)}
    >
      <X className="size-4" />
    </IconButton>
  )
}
