import type { ApprovalOutcome } from '#shared/session/session.ts'
import * as words from './words.ts'

/** How an approval ended that was answered elsewhere, as a sentence. null: unknown. */
export function outcomeText(outcome: Pick<ApprovalOutcome, 'decision' | 'answered_by'> | null): string {
  if (outcome === null) {
    return words.thisDoesNotWaitAny
  }
  const { decision, answered_by } = outcome
  return answered_by === null ? words.answeredMeanwhile[decision] : words.wasFirst[decision](answered_by)
}
