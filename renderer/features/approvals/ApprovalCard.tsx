import type { SessionId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import type { ReactNode } from 'react'
import { PlanCard } from './PlanCard.tsx'
import { QuestionCard } from './QuestionCard.tsx'
import { ToolCard } from './ToolCard.tsx'

/** What every card needs to know of its session. */
export interface CardPlace {
  readonly session_id: SessionId
  readonly workspace: string
  /** Stands above the card: the session's name, where the card is not inside it. */
  readonly heading?: ReactNode
}

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
