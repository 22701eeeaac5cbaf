import { useMemo } from 'react'
import type { Approval } from '#shared/session/session.ts'
import type { Answer } from './answers.ts'
import { useCardEntry } from '#renderer/state/writing/useCardEntry.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { SeenScope } from '#renderer/content/Seen.tsx'
import { suggestedRules } from './suggestedRules.ts'
import { AllowButton } from './AllowButton.tsx'
import type { CardContext } from './cardContext.ts'
import { CardButtons } from './CardButtons.tsx'
import { CardFrame } from './CardFrame.tsx'
import { DangerList } from './DangerList.tsx'
import { DenyForm } from './DenyForm.tsx'
import { EditForm } from './EditForm.tsx'
import { dangersOf } from './dangers.ts'
import { RuleList } from './RuleList.tsx'
import { ToolSubject } from './ToolSubject.tsx'
import { toolTitle } from './toolTitle.tsx'
import { useAnswer } from './useAnswer.ts'
import { ScrollableInput } from './ScrollableInput.tsx'
import * as words from './laterWords.ts'

const panels = ['none', 'rules', 'edit', 'deny'] as const
type Panel = (typeof panels)[number]

/** The card of a tool call: what exactly runs, why, where, and the possible answers. */
export function ToolCard({ approval, context }: { approval: Approval; context: CardContext }) {
  const card = { session_id: context.session_id, approval_id: approval.approval_id }
  const [panel, setPanel] = useCardEntry<Panel>(card, 'panel', {
    initial: () => 'none',
    text: () => '',
    read: (stored) => panels.find((one) => one === stored),
  })
  const { isSending, send } = useAnswer(context, approval.approval_id)
  const dangers = useMemo(() => dangersOf(approval), [approval])
  const rules = suggestedRules(approval.suggestions)
  const allowing = { danger: dangers.length > 0, disabled: isSending }
  const toggle = (next: Panel) => setPanel(panel === next ? 'none' : next)
  const answer = (value: Answer) => void send(value)
  const option = (name: Panel, text: string, shortcut?: 'deny') => (
    <Button
      data-shortcut={shortcut}
      variant={name === 'deny' ? 'secondary' : 'ghost'}
      aria-expanded={panel === name}
      disabled={isSending}
      onClick={() => toggle(name)}
    >
      {text}
    </Button>
  )
  return (
    <CardFrame
      heading={context.heading}
      title={toolTitle(approval, context.workspace)}
      isDangerous={dangers.length > 0}
    >
      <SeenScope>
        <ScrollableInput label={words.whatItWantsToDo}>
          <DangerList dangers={dangers} />
          <ToolSubject approval={approval} dangers={dangers} context={context} />
        </ScrollableInput>
        <CardButtons
          isApart
          refusal={option('deny', words.denyAsking, 'deny')}
          more={
            <>
              {rules.length > 0 && option('rules', words.always)}
              {option('edit', 'Edit')}
            </>
          }
        >
          <AllowButton {...allowing} shortcut="allow" onAllow={() => answer({ decision: 'allow' })} />
        </CardButtons>
        {panel === 'rules' && <RuleList rules={rules} allowing={allowing} onChoose={answer} />}
        {panel === 'edit' && <EditForm approval={approval} context={context} allowing={allowing} onAnswer={answer} />}
        {panel === 'deny' && <DenyForm card={card} disabled={isSending} onAnswer={answer} />}
      </SeenScope>
    </CardFrame>
  )
}
