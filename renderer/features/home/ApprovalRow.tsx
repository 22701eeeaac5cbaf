import { ChevronDown, ChevronUp } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import type { Approval, Session } from '#shared/session/session.ts'
import { withMarks } from '#shared/text/hiddenCharacters.ts'
import { Button } from '#renderer/ui/Button.tsx'
import { Link } from '#renderer/ui/Link.tsx'
import { Marked } from '#renderer/ui/Marked.tsx'
import { RelativeTime } from '#renderer/ui/RelativeTime.tsx'
import { StatusSign } from '#renderer/ui/StatusSign.tsx'
import { approvalLine } from '#renderer/views/approvalLine.ts'
import { RowName } from '#renderer/views/session/RowName.tsx'
import * as words from './words.ts'

interface ApprovalRowProps {
  readonly approval: Approval
  readonly session: Session
  /** How many dangers its card lists. */
  readonly risks: number
  readonly isOpen: boolean
  readonly onToggle: () => void
  /** Its card. */
  readonly children: ReactNode
}

/**
 * One approval on one line, and its card below once it is opened, where there is room for it. The line may be cut, so nothing can be
 * allowed on it.
 */
export function ApprovalRow({ approval, session, risks, isOpen, onToggle, children }: ApprovalRowProps) {
  const id = useId()
  return (
    <li className="border-b border-attention-line last:border-0">
      <div className="flex min-h-11 items-center gap-x-2.5 px-3">
        <StatusSign sign="needs_you" />
        <Link
          href={`/session/${session.id}`}
          title={withMarks(session.name)}
          className="flex min-w-0 items-center gap-x-2.5 touch:min-h-11 hover:underline"
        >
          <RowName session={session} />
        </Link>
        <Wish approval={approval} workspace={session.workspace_path} />
        {risks > 0 && (
          <span className="rounded-control bg-bad-ground px-1.5 text-xs font-medium whitespace-nowrap text-bad">
            {words.risks(risks)}
          </span>
        )}
        <span className="text-xs whitespace-nowrap text-muted">
          <RelativeTime at={session.last_activity} isShort />
        </span>
        <Button
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          aria-label={`${verbs[approval.kind]}: ${withMarks(session.name)}`}
          onClick={onToggle}
        >
          {verbs[approval.kind]}
          {isOpen ? <ChevronUp className="size-4" /> : <ChevronDown className="size-4" />}
        </Button>
      </div>
      {isOpen && (
        <div id={id} className="pr-3 pb-3 pl-9.5">
          {children}
        </div>
      )}
    </li>
  )
}

const verbs = { tool: words.review, question: words.answer, plan: words.reviewPlan, elicitation: words.answer } as const

function Wish({ approval, workspace }: { approval: Approval; workspace: string }) {
  const { verb, object, style } = approvalLine(approval, workspace)
  return (
    <span dir="auto" title={withMarks(`${verb} ${object}`)} className="min-w-0 flex-1 truncate">
      <Marked text={verb} />
      {object !== '' && (
        <>
          {' '}
          <bdi className={style === 'code' ? 'font-mono' : ''}>
            <Marked text={object} code={style === 'code'} />
          </bdi>
        </>
      )}
    </span>
  )
}
