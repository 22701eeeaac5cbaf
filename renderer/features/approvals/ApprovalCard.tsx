import type { Approval } from '#shared/session/session.ts'
import type { CardPlace } from './cardPlace.ts'
import { PlanCard } from './PlanCard.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import { ToolCard } from './ToolCard.tsx'

/** Something that waits for a person, answerable in place. */
export function ApprovalCard({ approval, place }: { approval: Approval; place: CardPlace }) {
  switch (approval.kind) {
    case 'question':
      return <QuestionCard approval={approval} place={place} />
    case 'plan':
      return <PlanCard approval={approval} place={place} />
    case 'tool':
      return <ToolCard approval={approval} place={place} />
  }
}
