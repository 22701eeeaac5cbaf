import { Suspense } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { useMay } from '#renderer/state/workstation/may.ts'
import { ErrorBoundary } from '#renderer/ui/ErrorBoundary.tsx'
import { lazyComponent } from '#renderer/ui/lazyComponent.tsx'
import { CardFrame } from './CardFrame.tsx'
import type { CardContext } from './cardContext.ts'
import * as words from './words.ts'

// Loaded only while something waits, to keep the first load small.
const ElicitationCard = lazyComponent(async () => (await import('./ElicitationCard.tsx')).ElicitationCard)
const PlanCard = lazyComponent(async () => (await import('./PlanCard.tsx')).PlanCard)
const QuestionCard = lazyComponent(async () => (await import('./QuestionCard.tsx')).QuestionCard)
const ToolCard = lazyComponent(async () => (await import('./ToolCard.tsx')).ToolCard)

const cards = { question: QuestionCard, plan: PlanCard, elicitation: ElicitationCard, tool: ToolCard } as const

/** The card of an approval that waits for an answer. */
export function ApprovalCard({ approval, context }: { approval: Approval; context: CardContext }) {
  const Card = cards[approval.kind]
  if (!useMay('drive')) {
    return (
      <CardFrame heading={context.heading} title={words.claudeNeedsAnAnswer}>
        <p className="text-muted">{words.youCanOnlyLookSomebody}</p>
      </CardFrame>
    )
  }
  return (
    <Suspense
      fallback={
        <CardFrame heading={context.heading} title={words.claudeNeedsAnAnswer}>
          <p className="h-40 text-muted">{words.loadingWhatItAsks}</p>
        </CardFrame>
      }
    >
      <ErrorBoundary instead={<RenderFailure approval={approval} context={context} />} attempt={approval}>
        <Card approval={approval} context={context} />
      </ErrorBoundary>
    </Suspense>
  )
}

/** Shown when a card fails to render: the request can still be read, and the session's owner can stop it. */
function RenderFailure({ approval, context }: { approval: Approval; context: CardContext }) {
  return (
    <CardFrame heading={context.heading} title={words.claudeNeedsAnAnswer}>
      <p>{words.thisRequestCannotBeDrawn}</p>
      <pre dir="ltr" tabIndex={0} className="thin-scroll max-h-60 overflow-auto font-mono text-sm">
        {JSON.stringify(approval.input, null, 2)}
      </pre>
    </CardFrame>
  )
}
