import { Suspense } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { later } from '#renderer/ui/later.tsx'
import { CardFrame } from './CardFrame.tsx'
import type { CardPlace } from './cardPlace.ts'

// What is only needed while something waits is fetched then: the first page stays small.
const ElicitationCard = later(async () => (await import('./ElicitationCard.tsx')).ElicitationCard)
const PlanCard = later(async () => (await import('./PlanCard.tsx')).PlanCard)
const QuestionCard = later(async () => (await import('./QuestionCard.tsx')).QuestionCard)
const ToolCard = later(async () => (await import('./ToolCard.tsx')).ToolCard)

const cards = { question: QuestionCard, plan: PlanCard, elicitation: ElicitationCard, tool: ToolCard } as const

/** Something that waits for a person, answerable in place. */
export function ApprovalCard({ approval, place }: { approval: Approval; place: CardPlace }) {
  const Card = cards[approval.kind]
  if (!useMay('drive')) {
    return (
      <CardFrame heading={place.heading} title="Claude needs an answer">
        <p className="text-muted">You may look on only: somebody else answers.</p>
      </CardFrame>
    )
  }
  return (
    <Suspense
      fallback={
        <CardFrame heading={place.heading} title="Claude needs an answer">
          <p className="h-40 text-muted">Loading what it asks…</p>
        </CardFrame>
      }
    >
      <ErrorBoundary instead={<Undrawn approval={approval} place={place} />} attempt={approval}>
        <Card approval={approval} place={place} />
      </ErrorBoundary>
    </Suspense>
  )
}

/** A card that failed takes nothing with it: what is asked can still be read, and the session's owner can stop it. */
function Undrawn({ approval, place }: { approval: Approval; place: CardPlace }) {
  return (
    <CardFrame heading={place.heading} title="Claude needs an answer">
      <p>This request cannot be drawn. Nothing was answered. It holds:</p>
      <pre dir="ltr" tabIndex={0} className="quiet-scroll max-h-60 overflow-auto font-mono text-sm">
        {JSON.stringify(approval.input, null, 2)}
      </pre>
    </CardFrame>
  )
}
