import type { LogEntry } from '#shared/operations/logs.ts'
import { readLogs } from '../logs/readLogs.ts'

const NEWEST = 300
const TROUBLES = 200

/** The newest entries, and the newest warnings and errors beyond them. */
export async function newestLogs(logDir: string): Promise<{ newest: LogEntry[]; troubles: LogEntry[] }> {
  const [newest, troubles] = await Promise.all([
    readLogs(logDir, { limit: NEWEST }),
    readLogs(logDir, { limit: TROUBLES, level: 'warn' }),
  ])
  return { newest: newest.entries, troubles: troubles.entries }
}
