import type { InputOf, ResultOf } from '#shared/operations/table.ts'
import type { PolicyRule, QuietHours } from '#shared/operations/policy.ts'
import { connection } from '#renderer/state/workstation/connection.ts'
import { queries } from '#renderer/state/workstation/queries.ts'

export type Policy = ResultOf<'policy.list'>
export type NewRule = InputOf<'policy.add'>
export type RulePreview = ResultOf<'policy.preview'>

/** The rules that hold in the person's sessions, and their quiet hours. */
export const policy = queries.define<Policy>({
  key: 'policy.list',
  fetch: () => connection.client.call('policy.list', {}),
  needs: 'drive',
})

/** What a rule would mean. @throws HomeportError as the workstation refuses. */
export function previewRule({ rule, behavior, project }: NewRule): Promise<RulePreview> {
  return connection.client.call('policy.preview', { rule, behavior, project })
}

/** @throws HomeportError as the workstation refuses. */
export async function addRule(rule: NewRule): Promise<void> {
  policy.set(await connection.client.call('policy.add', rule))
}

/** @throws HomeportError as the workstation refuses. */
export async function removeRule({ rule, project }: Pick<PolicyRule, 'rule' | 'project'>): Promise<void> {
  policy.set(await connection.client.call('policy.remove', { rule, project }))
}

/** @throws HomeportError as the workstation refuses. */
export async function setQuietHours(quiet_hours: QuietHours | null): Promise<void> {
  policy.set(await connection.client.call('policy.set_quiet_hours', { quiet_hours }))
}
