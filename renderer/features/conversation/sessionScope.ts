import { createContext } from 'react'
import type { SessionId } from '#shared/ids.ts'

/** The session of the conversation, for nested content that loads more of it. */
export const SessionScope = createContext<SessionId | null>(null)
