import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ComponentProps } from 'react'
import { HeaderButtons } from '#renderer/features/session/columns/HeaderButtons.tsx'
import { openSessions } from '#renderer/state/session/pageSessions.ts'
import { useOpenSession } from '#renderer/state/session/openSessions.ts'
import { IconButton } from '#renderer/ui/Button.tsx'
import { useShown, useWaiting } from './waitingOrder.ts'
import * as words from '#renderer/app/laterWords.ts'

/** On phones, at the end of the bar of a session that needs somebody: which of all that waits it is, and the ways to the others. */
export function WaitingButtons(props: ComponentProps<typeof HeaderButtons>) {
  const state = useOpenSession(openSessions, props.session.id)
  const shown = useShown(state.kind === 'open' ? state.header.approvals : [])
  const { place, count, previous, next } = useWaiting(shown)
  if (count < 2 || place === 0) {
    return <HeaderButtons {...props} />
  }
  return (
    <div data-steps="" className="flex">
      <span className="flex items-center text-xs text-muted">{words.indexOfApprovals(place, count)}</span>
      <IconButton label={words.previous} disabled={previous === null} onClick={() => previous?.()}>
        <ChevronLeft className="size-5" />
      </IconButton>
      <IconButton label={words.next} disabled={next === null} onClick={() => next?.()}>
        <ChevronRight className="size-5" />
      </IconButton>
    </div>
  )
}
