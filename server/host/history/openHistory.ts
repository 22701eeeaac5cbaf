import path from 'node:path'
import type { Claude } from '../claude/claude.ts'
import type { Timers } from '../sessions/ports/sessionPorts.ts'
import type { ConversationRows } from '../store/rows/conversationRows.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { CopyRules } from './copies/copying.ts'
import { CopyKeeping, type CopyingThread } from './copies/keeping.ts'
import { putBack } from './copies/putBack.ts'
import { History } from './history.ts'
import { Resuming, type ResumingDeps } from './resuming.ts'

/** Transcripts are read once the start is over: whoever opens the page first must not wait for it. */
const READ_AFTER_MS = 10_000

export interface OpenHistoryDeps extends Omit<ResumingDeps, 'history' | 'noted' | 'conversations'> {
  readonly paths: Pick<Paths, 'historyDb' | 'transcriptCopies'>
  /** Asked each time: they may change. */
  readonly settings: Pick<Settings, 'transcripts' | 'retention'>
  readonly claude: Pick<Claude, 'configDir' | 'conversations'>
  readonly noted: Pick<ConversationRows, 'after' | 'sessionOf'>
  readonly timers: Timers
}

/** What is done with copies of transcripts. */
export interface TranscriptCopyAnswers {
  readonly keeping: Pick<CopyKeeping, 'told' | 'clear' | 'round' | 'bytes'>
  /** As `putBack`. */
  readonly putBack: (conversationId: string) => Promise<boolean>
}

/** History as the host has it: what answers, and how it ends. */
export interface OpenHistory {
  readonly history: Pick<History, 'ask'>
  readonly resuming: Resuming
  readonly transcriptCopies: TranscriptCopyAnswers
  readonly close: () => Promise<void>
}

/** Knows the transcripts of Claude Code from a moment after the start on, or from the first question. */
export function openHistory({ paths, settings, claude, noted, timers, ...sessions }: OpenHistoryDeps): OpenHistory {
  const projects = async () => path.join((await claude.configDir()).dir, 'projects')
  const folder = paths.transcriptCopies
  const history = new History({
    database: paths.historyDb,
    copies: folder,
    projects,
    ownersAfter: (last) => noted.after(last),
  })
  const keeping = new CopyKeeping({
    thread: threadOf(history),
    rules: () => copyRules(settings),
    timers,
    clock: sessions.clock,
  })
  const callOff = timers.after(READ_AFTER_MS, () => history.start())
  keeping.start()
  return {
    history,
    transcriptCopies: {
      keeping,
      putBack: async (conversationId) => putBack(conversationId, { copies: folder, projects: await projects() }),
    },
    resuming: new Resuming({ ...sessions, history, noted, conversations: claude.conversations }),
    close: () => {
      callOff()
      keeping.stop()
      return history.close()
    },
  }
}

const MB = 1_000_000

function copyRules({ transcripts, retention }: OpenHistoryDeps['settings']): CopyRules {
  return {
    is_on: transcripts.copies,
    most_bytes: transcripts.copies_mb * MB,
    most_days: retention.transcript_copies_days,
  }
}

function threadOf(history: History): CopyingThread {
  return {
    copy: (rules) => history.ask('copy_transcripts', { rules }),
    facts: () => history.ask('copies', {}),
    bytes: () => history.ask('copy_bytes', {}),
    clear: async () => (await history.ask('clear_copies', {})).removed,
  }
}
