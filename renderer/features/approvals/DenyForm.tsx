import { type CardName, ownWords, useCardEntry } from '#renderer/state/cardEntries.ts'
import type { Answer } from '#renderer/state/answers.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea } from '#renderer/ui/Field.tsx'

/** Claude wants a reason; without one it gets this. */
const NO_REASON = 'The user does not want this. Ask what to do instead.'

/** Says no, and why: the reason goes to Claude. */
export function DenyForm(props: { card: CardName; disabled: boolean; onAnswer: (answer: Answer) => void }) {
  const { card, disabled, onAnswer } = props
  const [reason, setReason] = useCardEntry(card, 'reason', ownWords)
  return (
    <form
      className="mt-3 space-y-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer({ decision: 'deny', message: reason.trim() === '' ? NO_REASON : reason })
      }}
    >
      <Field label="Tell Claude why (optional)">
        <TextArea autoFocus rows={2} value={reason} onChange={(event) => setReason(event.target.value)} />
      </Field>
      <Button type="submit" look="danger" disabled={disabled}>
        Deny
      </Button>
    </form>
  )
}
