import type { ReactNode } from 'react'
import type { Approval } from '#shared/session/session.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from './laterWords.ts'

/** Why Claude Code asks, what blocks it, what would be replaced. Nothing when it gave no reason. */
export function Reasons({ approval }: { approval: Approval }) {
  const { decision_reason, blocked_path, overwrites } = approval
  return (
    <>
      {decision_reason !== undefined && decision_reason !== '' && (
        <Reason label={words.whyItAsks}>
          <Marked text={decision_reason} />
        </Reason>
      )}
      {blocked_path !== undefined && blocked_path !== '' && (
        <Reason label={words.outsideWhatItMayTouch}>
          <span dir="ltr" className="font-mono">
            <Marked text={blocked_path} code />
          </span>
        </Reason>
      )}
      {overwrites !== undefined && (
        <p className="font-medium text-bad">{words.replacesAFileOfLines(overwrites.lines)}</p>
      )}
    </>
  )
}

function Reason({ label, children }: { label: string; children: ReactNode }) {
  return (
    <p className="whitespace-pre-wrap [overflow-wrap:anywhere]">
      <span className="text-muted">{label}: </span>
      <bdi>{children}</bdi>
    </p>
  )
}
