import { useState } from 'react'
import type { Approval } from '#shared/session/session.ts'
import type { Answer } from '#renderer/state/answers.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { suggestedRules } from '#renderer/words/suggestionWords.ts'
import { AllowButton } from './AllowButton.tsx'
import type { CardPlace } from './cardPlace.ts'
import { CardFrame } from './CardFrame.tsx'
import { DenyForm } from './DenyForm.tsx'
import { EditForm } from './EditForm.tsx'
import { RuleList } from './RuleList.tsx'
import { ToolSubject } from './ToolSubject.tsx'
import { useAnswer } from './useAnswer.ts'

type Panel = 'none' | 'rules' | 'edit' | 'deny'

/** A tool that wants to run: what exactly, why, where, and what may be said to it. */
export function ToolCard({ approval, place }: { approval: Approval; place: CardPlace }) {
  const [panel, setPanel] = useState<Panel>('none')
  const { isSending, send } = useAnswer(place, approval.approval_id)
  const danger = (approval.dangers ?? []).map(({ text }) => text).join(' ') || null
  const rules = suggestedRules(approval.suggestions)
  const toggle = (next: Panel) => setPanel(panel === next ? 'none' : next)
  const answer = (value: Answer) => void send(value)
  const option = (name: Panel, words: string) => (
    <Button look="quiet" aria-expanded={panel === name} disabled={isSending} onClick={() => toggle(name)}>
      {words}
    </Button>
  )
  return (
    <CardFrame heading={place.heading} title={titleOf(approval)} danger={danger}>
      <ToolSubject approval={approval} workspace={place.workspace} />
      <div className="mt-3 flex flex-wrap items-center gap-1.5">
        <AllowButton danger={danger !== null} disabled={isSending} onAllow={() => answer({ decision: 'allow' })} />
        {rules.length > 0 && option('rules', 'Always…')}
        {option('edit', 'Edit')}
        {option('deny', 'Deny…')}
      </div>
      {panel === 'rules' && <RuleList rules={rules} disabled={isSending} danger={danger !== null} onChoose={answer} />}
      {panel === 'edit' && <EditForm approval={approval} disabled={isSending} onAnswer={answer} />}
      {panel === 'deny' && <DenyForm disabled={isSending} onAnswer={answer} />}
    </CardFrame>
  )
}

function titleOf({ tool_name, description, agent_id }: Approval): string {
  const who = agent_id === undefined ? '' : 'Sub-agent · '
  return description === undefined || description === '' ? `${who}${tool_name}` : `${who}${tool_name}: ${description}`
}
