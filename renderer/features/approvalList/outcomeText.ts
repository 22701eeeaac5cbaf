import type { ListedApproval } from '#shared/operations/approvalList.ts'
import * as words from './words.ts'

/** What came of an approval: `Allowed by Mia, edited`. */
export function outcomeText({ kind, outcome }: Pick<ListedApproval, 'kind' | 'outcome'>): string {
  if (outcome === null) {
    return words.needsYou
  }
  const { decision, answered_by, answered_from, edited, remembered } = outcome
  const verb = decision === 'cancelled' ? words.calledOff : verbs[kind][decision]
  return [
    answered_by === null ? verb : words.by(verb, answered_by),
    ...(answered_from === null
      ? []
      : [answered_by === null ? words.inAnsweredFrom(answered_from) : words.fromAnsweredFrom(answered_from)]),
    ...(edited ? [words.edited] : []),
    ...(remembered ? [words.allowedFromThenOn] : []),
  ].join(', ')
}

const verbs = {
  tool: { allow: words.allowed, deny: words.denied },
  question: { allow: words.answered, deny: words.notAnswered },
  plan: { allow: words.approved, deny: words.rejected },
  elicitation: { allow: words.answered, deny: words.notAnswered },
} as const
