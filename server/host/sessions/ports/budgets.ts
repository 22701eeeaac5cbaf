import type { Session } from '#shared/session/session.ts'

/** How a session stands to its person's budgets. `text`: which budget, how much, and what to do. */
export type BudgetVerdict = { readonly kind: 'fine' } | { readonly kind: 'near' | 'used_up'; readonly text: string }

/** Port: what the sessions of people may cost. */
export interface Budgets {
  /** `more_usd`: what a running turn has cost so far, which nothing else counts yet. The strictest budget answers. */
  judge(session: Pick<Session, 'id' | 'user_id' | 'workspace_path'>, more_usd: number): BudgetVerdict
  /** Whether any budget is about the person's sessions at all. */
  areSet(userId: Session['user_id']): boolean
}
