import { lazy, Suspense, useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { control } from '#renderer/state/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { textField } from '#shared/session/toolInput.ts'
import type { CardPlace } from './cardPlace.ts'
import { CardFrame } from './CardFrame.tsx'
import { useAnswer } from './useAnswer.ts'

const Markdown = lazy(async () => ({ default: (await import('#renderer/ui/markdown/Markdown.tsx')).Markdown }))

/** Claude's plan: go, go and edit freely, or think again with what the person says. */
export function PlanCard({ approval, place }: { approval: Approval; place: CardPlace }) {
  const [isRevising, setRevising] = useState(false)
  const { isSending, send } = useAnswer(place, approval.approval_id)
  const plan = textField(approval.input, 'plan')
  return (
    <CardFrame heading={place.heading} title="Claude's plan">
      <div
        className="quiet-scroll mb-3 max-h-[50dvh] overflow-auto rounded-control border border-line p-3"
        tabIndex={0}
        role="group"
        aria-label="Plan"
      >
        <Suspense fallback={<p className="text-base whitespace-pre-wrap">{plan}</p>}>
          <Markdown
            text={plan === '' ? 'Claude wrote no plan down. Its last message above says what it means to do.' : plan}
          />
        </Suspense>
      </div>
      <div className="flex flex-wrap gap-1.5">
        <Button look="primary" disabled={isSending} onClick={() => void send({ decision: 'allow' })}>
          Approve
        </Button>
        <Button disabled={isSending} onClick={() => void approveWithEdits()}>
          Approve, accept edits
        </Button>
        <Button look="quiet" aria-expanded={isRevising} disabled={isSending} onClick={() => setRevising(!isRevising)}>
          Keep planning…
        </Button>
      </div>
      {isRevising && <Feedback disabled={isSending} onSend={(message) => void send({ decision: 'deny', message })} />}
    </CardFrame>
  )

  /** Claude's own suggestion switches the mode together with the answer; without one it is switched right after. */
  async function approveWithEdits(): Promise<void> {
    const suggested = approval.suggestions.findIndex(
      (one) => one['type'] === 'setMode' && one['mode'] === 'acceptEdits',
    )
    const isDone = await send(suggested === -1 ? { decision: 'allow' } : { decision: 'allow', remember: [suggested] })
    if (isDone && suggested === -1) {
      await control(place.session_id, { action: 'set_permission_mode', permission_mode: 'acceptEdits' })
    }
  }
}

function Feedback({ disabled, onSend }: { disabled: boolean; onSend: (message: string) => void }) {
  const [text, setText] = useState('')
  return (
    <form
      className="mt-3 space-y-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        onSend(text.trim() === '' ? 'Keep planning: the plan is not right yet.' : text)
      }}
    >
      <Field label="What should change in the plan?">
        <TextArea autoFocus rows={3} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" disabled={disabled}>
        Keep planning
      </Button>
    </form>
  )
}
