import { Suspense, useMemo, useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import type { CardName } from '#renderer/state/writing/cardEntries.ts'
import { plainEntry, useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import { control } from '#renderer/state/session/sessionActions.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Field, TextArea } from '#renderer/ui/Field.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { isField } from '#renderer/platform/typing.ts'
import { SeenScope } from '#renderer/content/Seen.tsx'
import { TextBlock } from '#renderer/content/lines/TextBlock.tsx'
import { AllowButton } from './AllowButton.tsx'
import type { CardContext } from './cardContext.ts'
import { CardButtons } from './CardButtons.tsx'
import { CardFrame } from './CardFrame.tsx'
import { Claim } from './Claim.tsx'
import { DangerList } from './DangerList.tsx'
import { Fields } from './Fields.tsx'
import { dangersOf } from './dangers.ts'
import { Reasons } from './Reasons.tsx'
import { useAnswer } from './useAnswer.ts'
import { ScrollableInput } from './ScrollableInput.tsx'
import { sendOnEnter } from './sendOnEnter.ts'
import * as toldToClaude from './toldToClaude.ts'
import * as words from './laterWords.ts'

const Markdown = lazyComponent(async () => (await import('#renderer/content/markdown/Markdown.tsx')).Markdown)

/** Claude's plan: approve it, approve it with edits allowed, or send feedback. */
export function PlanCard({ approval, context }: { approval: Approval; context: CardContext }) {
  const card = { session_id: context.session_id, approval_id: approval.approval_id }
  const [isRevising, setRevising] = useCardEntry(card, 'revising', {
    initial: () => false,
    text: () => '',
    read: (stored) => (typeof stored === 'boolean' ? stored : undefined),
  })
  const { isSending, send } = useAnswer(context, approval.approval_id)
  const dangers = useMemo(() => dangersOf(approval), [approval])
  const allowing = { danger: dangers.length > 0, disabled: isSending }
  return (
    <CardFrame heading={context.heading} title={words.claudesPlan} isDangerous={dangers.length > 0}>
      <SeenScope>
        <ScrollableInput label={words.plan}>
          <DangerList dangers={dangers} />
          <PlanText plan={approval.input['plan']} />
          <Fields fields={Object.entries(approval.input).filter(([name, value]) => !isPlan(name, value))} />
          <Reasons approval={approval} />
          <Claim text={approval.description} />
        </ScrollableInput>
        <CardButtons
          isApart
          refusal={
            <Button aria-expanded={isRevising} disabled={isSending} onClick={() => setRevising(!isRevising)}>
              {words.keepPlanning}
            </Button>
          }
          more={
            <AllowButton
              {...allowing}
              isSecond
              variant="secondary"
              text={words.approveAcceptEdits}
              onAllow={() => void approveWithEdits()}
            />
          }
        >
          <AllowButton {...allowing} text={words.approve} onAllow={() => void send({ decision: 'allow' })} />
        </CardButtons>
      </SeenScope>
      {isRevising && (
        <Feedback card={card} disabled={isSending} onSend={(message) => void send({ decision: 'deny', message })} />
      )}
    </CardFrame>
  )

  /** Claude's suggestion switches the mode together with the answer; without one it is switched right after. */
  async function approveWithEdits(): Promise<void> {
    const suggested = approval.suggestions.findIndex(
      (one) => one['type'] === 'setMode' && one['mode'] === 'acceptEdits',
    )
    const isDone = await send(suggested === -1 ? { decision: 'allow' } : { decision: 'allow', remember: [suggested] })
    if (isDone && suggested === -1) {
      await control(context.session_id, { action: 'set_permission_mode', permission_mode: 'acceptEdits' })
    }
  }
}

function isPlan(name: string, value: unknown): boolean {
  return name === 'plan' && typeof value === 'string'
}

/** The plan as a document, and its source on demand, since a document hides where its links lead. */
function PlanText({ plan }: { plan: unknown }) {
  const [isSource, setSource] = useState(false)
  const text = typeof plan === 'string' ? plan : ''
  if (text === '') {
    return <p>{words.claudeWroteNoPlanDown}</p>
  }
  return (
    <>
      {isSource ? (
        <TextBlock text={text} label={words.thePlanAsItWas} />
      ) : (
        <div dir="auto">
          <Suspense fallback={<p className="text-base whitespace-pre-wrap">{text}</p>}>
            <Markdown text={text} />
          </Suspense>
        </div>
      )}
      <Button variant="ghost" aria-pressed={isSource} onClick={() => setSource(!isSource)}>
        {words.showAsWritten}
      </Button>
    </>
  )
}

function Feedback(props: { card: CardName; disabled: boolean; onSend: (message: string) => void }) {
  const { card, disabled, onSend } = props
  const [text, setText] = useCardEntry(card, 'feedback', plainEntry)
  return (
    <form
      className="mt-3 space-y-2 border-t border-line pt-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!disabled) {
          onSend(text.trim() === '' ? toldToClaude.keepPlanning : text)
        }
      }}
    >
      <Field label={words.whatShouldChangeInThe}>
        <TextArea
          autoFocus={!isField(document.activeElement)}
          rows={3}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={sendOnEnter}
        />
      </Field>
      <Button type="submit" disabled={disabled}>
        {words.keepPlanningNow}
      </Button>
    </form>
  )
}
