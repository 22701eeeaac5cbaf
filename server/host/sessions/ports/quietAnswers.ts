import type { UserId } from '#shared/ids.ts'

/** Port: whether nobody is there to answer. */
export interface QuietAnswers {
  /** What Claude is told instead of asking for a tool in this person's sessions now; null: it asks, and waits. */
  refusal(userId: UserId): string | null
}
