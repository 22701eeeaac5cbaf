import type { SessionId } from '#shared/ids.ts'
import type { ReactNode } from 'react'

/** The session of a card. */
export interface CardContext {
  readonly session_id: SessionId
  readonly workspace: string
  /** Shown above the card: a link to the session, where the card is outside of it. */
  readonly heading?: ReactNode
}
