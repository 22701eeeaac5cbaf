import type { SessionId } from '#shared/ids.ts'
import type { ReactNode } from 'react'

/** What every card needs to know of its session. */
export interface CardPlace {
  readonly session_id: SessionId
  readonly workspace: string
  /** Stands above the card: the session's name, where the card is not inside it. */
  readonly heading?: ReactNode
}
