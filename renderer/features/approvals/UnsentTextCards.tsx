import { addToDraft } from '#renderer/state/writing/drafts.ts'
import { removeUnsentText, type UnsentText as Left, unsentTexts } from '#renderer/state/writing/unsentTexts.ts'
import { goTo } from '#renderer/state/browser/route.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { CopyButton } from '#renderer/ui/CopyButton.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/**
 * Text that the person was typing when its card or message went away. Nothing when there is none. `session_id`: that
 * session's only.
 */
export function UnsentTextCards({ session_id }: { session_id?: string }) {
  const all = useStore(unsentTexts, (value) => value)
  return all
    .filter((one) => session_id === undefined || one.session_id === session_id)
    .map((one) => <UnsentTextCard key={one.id} left={one} isAtSession={session_id !== undefined} />)
}

function UnsentTextCard({ left, isAtSession }: { left: Left; isAtSession: boolean }) {
  const { id, session_id, text, reason, isPrivate } = left
  return (
    <section
      role="status"
      aria-label={words.whatYouHadWritten}
      className="mb-2 rounded-card border border-line bg-surface px-3 py-2"
    >
      <p className="text-muted">{words.wasNotSent(<bdi>{reason}</bdi>)}</p>
      <p
        dir="auto"
        tabIndex={0}
        className="thin-scroll my-1 max-h-40 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <Marked text={text} />
      </p>
      <div className="flex flex-wrap items-center gap-1.5">
        <CopyButton text={text} label={words.copyWhatYouHadWritten} />
        {!isPrivate && <Button onClick={putIntoMessage}>{words.putItIntoTheMessage}</Button>}
        <Button variant="ghost" onClick={() => removeUnsentText(id)}>
          {words.discard}
        </Button>
      </div>
    </section>
  )

  function putIntoMessage(): void {
    addToDraft(session_id, text)
    removeUnsentText(id)
    if (!isAtSession) {
      goTo(`/session/${session_id}`)
    }
  }
}
