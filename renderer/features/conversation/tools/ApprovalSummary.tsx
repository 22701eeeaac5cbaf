import type { Decider } from '#shared/session/events.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { Marked } from '#renderer/ui/Marked.tsx'

/**
 * Who allowed or denied a call, and with which reason; for calls without an approval, the rule that decided and its
 * file.
 */
export function ApprovalSummary({ tool: { approval, result } }: { tool: Pick<ToolItem, 'approval' | 'result'> }) {
  if (approval === null) {
    return result?.decided_by === undefined ? null : <Decided by={result.decided_by} />
  }
  const { outcome } = approval
  if (outcome === null) {
    return <p className="text-xs text-attention">Waits for an answer.</p>
  }
  const word = { allow: 'Allowed', deny: 'Denied', cancelled: 'Withdrawn' }[outcome.decision]
  const who = outcome.answered_by === null ? '' : ` by ${outcome.answered_by}`
  const edited = outcome.updated_input !== undefined && approval.request.kind === 'tool' ? ', with changes' : ''
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

function Decided({ by: { decision, by, rules, more_rules } }: { by: Decider }) {
  const word = decision === 'allow' ? 'Allowed' : 'Denied'
  if (by === 'hook' || rules.length === 0) {
    return (
      <p className="text-xs text-muted">
        {word} by {by === 'hook' ? 'a hook' : 'a rule of this session'}, without asking.
      </p>
    )
  }
  return (
    <div className="text-xs text-muted">
      {word} by {rules.length === 1 ? 'a rule' : 'one of these rules'}, without asking:
      {rules.map(({ rule, source }) => (
        <bdi key={`${rule} ${source}`} className="block wrap-anywhere">
          <code>
            <Marked text={rule} code />
          </code>{' '}
          · <Marked text={source} code />
        </bdi>
      ))}
      {more_rules !== undefined && <span className="block">or one of {more_rules} more that may have been it.</span>}
    </div>
  )
}
