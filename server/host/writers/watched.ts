import type { SessionId } from '#shared/ids.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Claude } from '../claude/claude.ts'
import type { Runner } from '../runners/runner.ts'
import type { SessionLog, SessionStore, Timers } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { EventHub } from '../sessions/streams/eventHub.ts'
import type { FollowedTranscript } from './transcript/followedTranscript.ts'

export interface WritersDeps {
  /** Which sessions there are; they are made after this. */
  readonly registry: () => Pick<SessionRegistry, 'awake' | 'running' | 'known'>
  readonly hub: Pick<EventHub, 'followed'>
  readonly store: Pick<SessionStore, 'header' | 'message' | 'seqOf'>
  readonly claude: Pick<Claude, 'configDir' | 'conversations'>
  readonly runner: Pick<Runner, 'stop' | 'startedBy'>
  readonly clock: Pick<Clock, 'now' | 'monotonic'>
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'info' | 'error'>
}

/** A session's conversation, and what is known of who writes in it. */
export interface Watched {
  readonly id: SessionId
  readonly cwd: string
  readonly conversation: string
  /** It began while somebody else had the session. */
  readonly isNew: boolean
  transcript: FollowedTranscript
  looks: number
  /** Of the Claude Code outside that was last seen with the conversation. */
  pid: number | null
  isBusy: boolean
}
