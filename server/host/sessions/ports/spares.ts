import type { SessionId, UserId } from '#shared/ids.ts'
import type { AgentLaunch } from './agent.ts'

/** What the next session of a person is expected to be: like the one that they began last. */
export type SpareWish = Pick<
  AgentLaunch,
  'user_id' | 'cwd' | 'model' | 'permission_mode' | 'permission_mode_chosen' | 'effort'
>

/** Port: agent processes that were started before there is a session for them. There is one for each person at most. */
export interface Spares {
  /** Starts one in a while, as long as `hasRoom`; one of another kind that the person has ends. No-op while none are wanted. */
  want(wish: SpareWish, hasRoom: () => boolean): void
  /**
   * The id that a session must have for the process that waits in the folder, which is kept for it from now on; null: none
   * waits there, or another session gets it.
   */
  reserve(userId: UserId, cwd: string): SessionId | null
  /** How many of a person wait; of all without one. */
  count(userId?: UserId): number
  /** Ends those of a person, or all. Resolves when nothing of them runs. */
  stop(userId?: UserId): Promise<void>
}
