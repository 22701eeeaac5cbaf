import { otherDrafts } from '#renderer/state/writing/drafts.ts'
import { settleDraft } from '#renderer/state/writing/sync/draftSync.ts'
import { useStore } from '#renderer/state/store.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** What another device wrote for the same message, while something else was written here. Nothing when there is none. */
export function OtherDraft({ target }: { target: string }) {
  const other = useStore(otherDrafts, (all) => all[target])
  return other === undefined ? null : (
    <section role="status" aria-label={words.draftOfAnotherDevice} className="border-b border-line px-3.5 py-2">
      <p className="text-muted">{words.onAnotherDeviceYouWrote}</p>
      <p
        dir="auto"
        tabIndex={0}
        className="thin-scroll my-1 max-h-24 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <Marked text={other} />
      </p>
      <div className="flex flex-wrap gap-1.5">
        <Button onClick={() => settleDraft(target, 'add')}>{words.addItBelow}</Button>
        <Button variant="ghost" onClick={() => settleDraft(target, 'discard')}>
          {words.discardIt}
        </Button>
      </div>
    </section>
  )
}
