import { createContext } from 'react'
import type { SessionId } from '#shared/ids.ts'

/** Whose conversation is drawn: what lies deep in it asks the server for more of that session. */
export const SessionScope = createContext<SessionId | null>(null)
