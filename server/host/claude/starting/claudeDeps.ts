import type { SessionId, UserId } from '#shared/ids.ts'
import type { SessionLogSource } from '#shared/operations/sessionInfo.ts'
import type { ApprovalJudge } from '#server/host/sessions/ports/approvalJudge.ts'
import type { FolderTrust } from '#server/host/sessions/ports/folderTrust.ts'
import type { SessionVariables, Timers } from '#server/host/sessions/ports/sessionPorts.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { Runner } from '../../runners/runner.ts'

/** What Claude Code of this machine is driven with. */
export interface ClaudeDeps {
  /** Asked each time: they may change. */
  readonly settings: Pick<Settings, 'claude' | 'vault'>
  readonly vault: Vault
  readonly clock: Clock
  readonly ids: Ids
  /** Answers come from the built-in stand-in, which `settings.claude.api_base_url` names then. */
  readonly demo: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  /** Homeport's data directory; without one a `/clear` is forgotten with this process. */
  readonly dataDir?: string
  /** How long the API may be silent before a notice. */
  readonly stallMs?: number
  /** How long an answer is waited for when it is then asked whether it is there. */
  readonly answersWithinMs?: number
  readonly judge: ApprovalJudge
  /** Whether this person's machine it is. */
  readonly isLocalOwner: (userId: UserId) => boolean
  readonly trust: Pick<FolderTrust, 'inspect' | 'storedGrants'>
  /** The values of sessions' own variables. Absent: they have none. */
  readonly variables?: Pick<SessionVariables, 'read'>
  /** Whether this person has budgets; absent: nobody has. */
  readonly isBudgeted?: (userId: UserId) => boolean
  /** Where sessions run. */
  readonly runner: Runner
  /** Absent: nothing is kept started. */
  readonly timers?: Timers
  /** Told of every conversation that a session goes on in, beside its first. */
  readonly onConversation?: (sessionId: SessionId, conversationId: string) => void
  /** Puts a transcript back that Claude Code has removed, into its folder of projects; whether it did. */
  readonly bringBack?: (conversationId: string, projects: string) => Promise<boolean>
  /** Told of what the processes of sessions say, line by line. */
  readonly onLog?: (sessionId: SessionId, source: SessionLogSource, text: string) => void
}
