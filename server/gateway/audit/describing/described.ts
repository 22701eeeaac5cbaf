import type { OperationName, Operations, ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { AuditFact } from '../log/auditLog.ts'

/** What an entry says of the object and of how. Never a secret, never a prompt. */
export type Described = Partial<Pick<AuditFact, 'session_id' | 'object_id' | 'details'>>

type AuditedName = {
  [N in OperationName]: Operations[N] extends { readonly audit: string } ? N : never
}[OperationName]

/** `result` is undefined where the operation did not succeed. */
export type Describe = {
  readonly [N in AuditedName]?: (params: ParamsOf<N>, result: ResultOf<N> | undefined) => Described
}

/** Without what is not said. */
export function present(fields: Readonly<Record<string, string | number | boolean | undefined>>): AuditFact['details'] {
  const kept: Record<string, string | number | boolean> = {}
  for (const [name, value] of Object.entries(fields)) {
    if (value !== undefined) {
      kept[name] = value
    }
  }
  return kept
}
