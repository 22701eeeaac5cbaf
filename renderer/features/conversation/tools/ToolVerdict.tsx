import type { ToolItem } from '#shared/session/timelineItems.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/** Who allowed or denied a call, and what was said. Nothing when nobody was asked. */
export function ToolVerdict({ tool: { approval } }: { tool: Pick<ToolItem, 'approval'> }) {
  const outcome = approval?.outcome ?? null
  if (outcome === null) {
    return approval === null ? null : <p className="text-xs text-lamp">Waits for an answer.</p>
  }
  const word = { allow: 'Allowed', deny: 'Denied', cancelled: 'Withdrawn' }[outcome.decision]
  const who = outcome.answered_by === null ? '' : ` by ${outcome.answered_by}`
  const edited = outcome.updated_input !== undefined && approval?.request.kind === 'tool' ? ', with changes' : ''
  const rule = outcome.remember === true ? ', rule added' : ''
  return (
    <p className="text-xs text-muted">
      {word}
      <Marked text={who} />
      {edited}
      {rule}
      {outcome.message !== undefined && outcome.message !== '' && (
        <>
          :{' '}
          <bdi>
            <Marked text={outcome.message} />
          </bdi>
        </>
      )}
    </p>
  )
}
