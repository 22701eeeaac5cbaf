import type { CardName } from '#renderer/state/writing/cardEntries.ts'
import { plainEntry, useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import type { Answer } from './answers.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { isField } from '#renderer/platform/typing.ts'
import { sendOnEnter } from './sendOnEnter.ts'
import * as toldToClaude from './toldToClaude.ts'
import * as words from './laterWords.ts'

/** The reason that Claude gets when the person gives none. */
const NO_REASON = toldToClaude.doesNotWant

/** Denies with an optional reason, which Claude gets. */
export function DenyForm(props: { card: CardName; disabled: boolean; onAnswer: (answer: Answer) => void }) {
  const { card, disabled, onAnswer } = props
  const [reason, setReason] = useCardEntry(card, 'reason', plainEntry)
  return (
    <form
      className="mt-3 space-y-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!disabled) {
          onAnswer({ decision: 'deny', message: reason.trim() === '' ? NO_REASON : reason })
        }
      }}
    >
      <Field label={words.tellClaudeWhyOptional}>
        <TextArea
          autoFocus={!isField(document.activeElement)}
          rows={2}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          onKeyDown={sendOnEnter}
        />
      </Field>
      <Button type="submit" variant="danger" disabled={disabled}>
        {words.deny}
      </Button>
    </form>
  )
}
