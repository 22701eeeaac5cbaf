import { connection } from '../workstation/connection.ts'
import { OpenSessions } from './openSessions.ts'

/** The sessions that this page has open. */
export const openSessions = new OpenSessions(connection)
