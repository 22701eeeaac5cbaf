import type { Actor } from '#shared/operations/session.ts'
import type { HostOperationName, ParamsOf, ResultOf } from '#shared/operations/table.ts'

/** A handler for every operation the host answers: a row of the table without one does not compile. */
export type HostHandlers = {
  readonly [N in HostOperationName]: (params: ParamsOf<N>, actor: Actor) => ResultOf<N> | Promise<ResultOf<N>>
}
