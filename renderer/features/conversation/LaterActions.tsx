import { Suspense } from 'react'
import type { TurnItem } from '#shared/session/timeline/items.ts'
import type { SentPrompt } from './actions/turnTexts.ts'
import { lazyAfterDrawing } from '#renderer/ui/lazyComponent.tsx'

const actions = () => import('./actions/ItemActions.tsx')
const Turn = lazyAfterDrawing(async () => (await actions()).TurnActions)
const Message = lazyAfterDrawing(async () => (await actions()).PromptActions)
const Forked = lazyAfterDrawing(async () => (await import('./ForkedLine.tsx')).ForkedLine)
const Failed = lazyAfterDrawing(async () => (await actions()).FailedActions)

/** The buttons of a turn's line. */
export function TurnActions(props: { turn: TurnItem }) {
  return (
    <Suspense>
      <Turn {...props} />
    </Suspense>
  )
}

/** The buttons of a person's message. */
export function PromptActions(props: SentPrompt & { id: string }) {
  return (
    <div className="min-h-8 touch:min-h-11">
      <Suspense>
        <Message {...props} />
      </Suspense>
    </div>
  )
}

/** The buttons of what failed. */
export function FailedActions(props: { id: string }) {
  return (
    <div className="min-h-10 touch:min-h-13">
      <Suspense>
        <Failed {...props} />
      </Suspense>
    </div>
  )
}

/** Where a fork begins: leads to the session that it is from. */
export function ForkedLine(props: { text: string; details: Readonly<Record<string, unknown>> }) {
  return (
    <div className="min-h-10 touch:min-h-13">
      <Suspense>
        <Forked {...props} />
      </Suspense>
    </div>
  )
}
