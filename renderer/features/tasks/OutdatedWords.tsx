import { Button } from '#renderer/ui/Button.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import type { TaskWords } from './taskFields.ts'
import * as texts from './words.ts'

/** What was typed into the form of a task that was changed since: it replaces nothing by itself. */
export function OutdatedWords(props: { words: TaskWords; onTake: () => void; onDiscard: () => void }) {
  const { words, onTake, onDiscard } = props
  return (
    <section role="status" aria-label={texts.whatYouHadTyped} className="border-b border-line pb-3">
      <p className="text-muted">{texts.theTaskWasChangedSince}</p>
      <p
        dir="auto"
        tabIndex={0}
        className="thin-scroll my-1 max-h-40 overflow-y-auto whitespace-pre-wrap [overflow-wrap:anywhere]"
      >
        <Marked text={[words.name, ...words.prompts].join('\n')} />
      </p>
      <div className="flex flex-wrap gap-1.5">
        <Button onClick={onTake}>{texts.takeIt}</Button>
        <Button variant="ghost" onClick={onDiscard}>
          {texts.discardIt}
        </Button>
      </div>
    </section>
  )
}
