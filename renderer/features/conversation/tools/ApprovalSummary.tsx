import type { Decider } from '#shared/session/events.ts'
import type { ToolItem } from '#shared/session/timeline/items.ts'
import { Marked } from '#renderer/ui/Marked.tsx'
import * as words from '../laterWords.ts'

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
    return <p className="text-xs text-attention">{words.waitsForAnAnswer}</p>
  }
  const { decision, answered_by: who } = outcome
  const isEdited = outcome.updated_input !== undefined && approval.request.kind === 'tool'
  const said = [
    who === null ? words.decisions[decision] : words.decidedBy[decision](who),
    ...(isEdited ? [words.withChanges] : []),
    ...(outcome.remember === true ? [words.ruleAdded] : []),
  ].join(', ')
  return (
    <p className="text-xs text-muted">
      <Marked text={said} />
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
  if (by === 'hook' || rules.length === 0) {
    return (
      <p className="text-xs text-muted">
        {(by === 'hook' ? words.decidedByHook : words.decidedByRuleOfSession)[decision]}
      </p>
    )
  }
  return (
    <div className="text-xs text-muted">
      {words.decidedByRules[decision](rules.length)}
      {rules.map(({ rule, source }) => (
        <bdi key={`${rule} ${source}`} className="block wrap-anywhere">
          <code>
            <Marked text={rule} code />
          </code>{' '}
          · <Marked text={source} code />
        </bdi>
      ))}
      {more_rules !== undefined && <span className="block">{words.orAnotherRule(more_rules)}</span>}
    </div>
  )
}
