import type { SessionLogSource } from '#shared/operations/sessionInfo.ts'
import type { Judgement, ToolRequest } from '#server/host/sessions/ports/approvalJudge.ts'
import type { InspectedFolder } from '#server/host/sessions/ports/folderTrust.ts'
import type { HeldNow } from '#server/host/trust/keptRules.ts'
import type { ProgramListener, Runner, RunnerMark } from '../../runners/runner.ts'
import type { RunningClaude, SpawnRequest } from './spawnClaude.ts'
import type { StallDeps } from './stallReports.ts'

/** A process that was started in advance, and that nobody has written to but its first line, which `handOver` answers for. */
export interface WaitingProcess {
  handOver(listener: ProgramListener): RunningClaude
  end(): Promise<void>
}

/** What a Claude Code process is driven with. */
export interface DriverDeps {
  /** What to start, or why it cannot be started. Asked once, at once. */
  readonly prepare: () => Promise<SpawnRequest | { readonly problem: string }>
  /** Where what was prepared runs already. Asked once, after `prepare`. Absent: it is started. */
  readonly waiting?: () => WaitingProcess | null
  /** What the folder brings now. */
  readonly inspectAgain: () => Promise<InspectedFolder>
  /** Never throws. */
  readonly heldNow: () => HeldNow
  /** Whether a budget is about the session, so that what it costs is asked for while a turn runs. */
  readonly isBudgeted: () => boolean
  /** US dollars for a token of each model, as far as they showed (runningCost.ts). */
  readonly prices: Map<string, number>
  /** Where it runs. */
  readonly runner: Runner
  readonly mark: RunnerMark
  /** Judges the request of a tool. */
  readonly judge: (asked: ToolRequest) => Promise<Judgement>
  readonly newId: () => string
  /** Claude goes on in another conversation (`/clear`). */
  readonly onMoved: (conversationId: string) => void
  readonly stall: StallDeps
  /** Told of each line that the process writes to its error output, and of what becomes of it. */
  readonly log: (source: SessionLogSource, text: string) => void
}
