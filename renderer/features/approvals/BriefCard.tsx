import { type ReactNode, useMemo } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { SeenScope } from '#renderer/content/Seen.tsx'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { AllowButton } from './AllowButton.tsx'
import type { CardContext } from './cardContext.ts'
import { dangersOf } from './dangers.ts'
import { ScrollableInput } from './ScrollableInput.tsx'
import { ToolSubject } from './ToolSubject.tsx'
import * as toldToClaude from './toldToClaude.ts'
import { toolTitle } from './toolTitle.tsx'
import { useAnswer } from './useAnswer.ts'
import { needsYou } from './words.ts'
import * as words from './laterWords.ts'

interface BriefCardProps {
  readonly approval: Approval
  readonly context: CardContext
  /** The first line of its title, which as a link leads to the other answers. */
  readonly heading: ReactNode
  readonly href: string
  readonly onOpen: () => void
}

/**
 * A tool call with yes and no alone, low enough for a list on a phone: all of what runs is there, in a small box that scrolls, and
 * was on the screen before it can be allowed.
 */
export function BriefCard({ approval, context, heading, href, onOpen }: BriefCardProps) {
  const { isSending, send } = useAnswer(context, approval.approval_id)
  const dangers = useMemo(() => dangersOf(approval), [approval])
  return (
    <section aria-label={needsYou} data-card="" tabIndex={-1} className="approval is-brief">
      <h3>
        <Link href={href} onClick={onOpen} className="block min-h-11 py-2.5">
          {heading}
          <span className="block pt-1 [overflow-wrap:anywhere]">{toolTitle(approval, context.workspace)}</span>
        </Link>
      </h3>
      <SeenScope>
        <ScrollableInput label={words.whatItWantsToDo}>
          <ToolSubject approval={approval} dangers={dangers} context={context} />
        </ScrollableInput>
        <div className="mt-2.5 grid grid-cols-[repeat(auto-fit,minmax(40%,1fr))] gap-2">
          <Button
            disabled={isSending}
            onClick={() => void send({ decision: 'deny', message: toldToClaude.doesNotWant })}
          >
            {words.deny}
          </Button>
          <AllowButton
            danger={dangers.length > 0}
            disabled={isSending}
            shortcut="allow"
            text={words.allow}
            onAllow={() => void send({ decision: 'allow' })}
          />
        </div>
      </SeenScope>
    </section>
  )
}
