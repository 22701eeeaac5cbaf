import path from 'node:path'
import type { Claude } from '../claude/claude.ts'
import type { Timers } from '../sessions/ports/sessionPorts.ts'
import type { ConversationRows } from '../store/rows/conversationRows.ts'
import { History } from './history.ts'
import { Resuming, type ResumingDeps } from './resuming.ts'

/** Transcripts are read once the start is over: whoever opens the page first must not wait for it. */
const READ_AFTER_MS = 10_000

export interface OpenHistoryDeps extends Omit<ResumingDeps, 'history' | 'noted' | 'conversations'> {
  /** The file of the index. */
  readonly database: string
  readonly claude: Pick<Claude, 'configDir' | 'conversations'>
  readonly noted: Pick<ConversationRows, 'after' | 'sessionOf'>
  readonly timers: Timers
}

/** History as the host has it: what answers, and how it ends. */
export interface OpenHistory {
  readonly history: Pick<History, 'ask'>
  readonly resuming: Resuming
  readonly close: () => Promise<void>
}

/** Knows the transcripts of Claude Code from a moment after the start on, or from the first question. */
export function openHistory({ database, claude, noted, timers, ...sessions }: OpenHistoryDeps): OpenHistory {
  const history = new History({
    database,
    projects: async () => path.join((await claude.configDir()).dir, 'projects'),
    ownersAfter: (last) => noted.after(last),
  })
  const callOff = timers.after(READ_AFTER_MS, () => history.start())
  return {
    history,
    resuming: new Resuming({ ...sessions, history, noted, conversations: claude.conversations }),
    close: () => {
      callOff()
      return history.close()
    },
  }
}
