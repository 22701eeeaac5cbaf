import type { ApprovalOutcome } from '#shared/session/session.ts'

/** How an approval ended that was answered elsewhere, as a sentence. null: unknown. */
export function outcomeText(outcome: Pick<ApprovalOutcome, 'decision' | 'answered_by'> | null): string {
  if (outcome === null) {
    return 'This does not wait any more.'
  }
  const { decision, answered_by } = outcome
  const word = { allow: 'allowed', deny: 'denied', cancelled: 'withdrawn' }[decision]
  return answered_by === null ? `This was ${word} meanwhile.` : `${answered_by} was first: ${word}.`
}
