import type { SessionId } from '#shared/ids.ts'
import type { InputOf } from '#shared/operations/table.ts'

/** Of which file of the repository a diff is, and between which sides. */
export interface DiffOf {
  readonly session_id: SessionId
  readonly path: string
  readonly from: string | null
  readonly sides: InputOf<'git.diff'>['sides']
  readonly revision: string | null
}
