import type { ListedApproval } from '#shared/operations/approvalList.ts'

/** What came of an approval: `Allowed by Mia, edited`. */
export function outcomeText({ kind, outcome }: Pick<ListedApproval, 'kind' | 'outcome'>): string {
  if (outcome === null) {
    return 'Needs you'
  }
  const { decision, answered_by, answered_from, edited, remembered } = outcome
  const verb = decision === 'cancelled' ? 'Called off' : verbs[kind][decision]
  return [
    answered_by === null ? verb : `${verb} by ${answered_by}`,
    ...(answered_from === null ? [] : [answered_by === null ? `in ${answered_from}` : `from ${answered_from}`]),
    ...(edited ? ['edited'] : []),
    ...(remembered ? ['allowed from then on'] : []),
  ].join(', ')
}

const verbs = {
  tool: { allow: 'Allowed', deny: 'Denied' },
  question: { allow: 'Answered', deny: 'Not answered' },
  plan: { allow: 'Approved', deny: 'Rejected' },
  elicitation: { allow: 'Answered', deny: 'Not answered' },
} as const
