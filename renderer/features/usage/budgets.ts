import type { Budget } from '#shared/operations/budget.ts'
import type { InputOf } from '#shared/operations/table.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

export type NewBudget = InputOf<'budget.set'>

/** What the person's sessions may cost, and did. */
export const budgets = queries.define<readonly Budget[]>({
  key: 'budget.list',
  fetch: async () => (await connection.client.call('budget.list', {})).budgets,
  needs: 'read',
})

/** @throws HomeportError as the workstation refuses. */
export async function setBudget(budget: NewBudget): Promise<void> {
  budgets.set((await connection.client.call('budget.set', budget)).budgets)
}

/** @throws HomeportError as the workstation refuses. */
export async function removeBudget({ counts, subject }: Pick<Budget, 'counts' | 'subject'>): Promise<void> {
  budgets.set((await connection.client.call('budget.remove', { counts, subject })).budgets)
}
