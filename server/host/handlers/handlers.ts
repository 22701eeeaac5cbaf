import type { SessionStore } from '../sessions/ports/sessionPorts.ts'
import type { Deletion } from '../sessions/deletion/deletion.ts'
import type { Forking } from '../sessions/forking/forking.ts'
import { claudeHandlers } from './claude/claudeHandlers.ts'
import type { ClaudeAccess } from './claude/claudeAccess.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Runner } from '../runners/runner.ts'
import { attachmentHandlers } from './files/attachmentHandlers.ts'
import type { OpenAutoCommits } from '../autoCommit/openAutoCommits.ts'
import { editorHandlers } from '../editors/editorHandlers.ts'
import { execHandlers } from '../commands/execHandlers.ts'
import type { ExecHandlerDeps } from '../commands/execHandlers.ts'
import { actionHandlers } from '../projectActions/actionHandlers.ts'
import type { ActionHandlerDeps } from '../projectActions/actionHandlers.ts'
import { infoHandlers } from '../information/infoHandlers.ts'
import type { InfoHandlerDeps } from '../information/infoHandlers.ts'
import { conversationHandlers } from './conversation/conversationHandlers.ts'
import { draftHandlers } from './conversation/draftHandlers.ts'
import type { DraftHandlerDeps } from './conversation/draftHandlers.ts'
import { changesHandlers } from './files/changesHandlers.ts'
import type { ChangesHandlerDeps } from './files/changesHandlers.ts'
import { fileHandlers } from './files/fileHandlers.ts'
import type { FileHandlerDeps } from './files/fileHandlers.ts'
import { type GitHandlerDeps, gitHandlers } from '../git/gitHandlers.ts'
import { resourceHandlers } from './resourceHandlers.ts'
import { sessionHandlers } from './sessionHandlers.ts'
import { sessionTokenHandlers } from './claude/sessionTokenHandlers.ts'
import { trustHandlers } from './trustHandlers.ts'
import type { TrustHandlerDeps } from './trustHandlers.ts'
import { approvalListHandlers, type ApprovalListDeps } from './conversation/approvalListHandlers.ts'
import { turnHandlers } from './turnHandlers.ts'
import { type CleanupHandlerDeps, cleanupHandlers } from '../cleanup/cleanupHandlers.ts'
import { historyHandlers } from '../history/historyHandlers.ts'
import type { HistoryHandlerDeps } from '../history/historyHandlers.ts'
import type { OpenCheckouts } from '../checkouts/openCheckouts.ts'
import type { OpenBudgets } from '../budgets/openBudgets.ts'
import type { Policy } from '../policy/openPolicy.ts'
import type { Setup } from '../setup/openSetup.ts'
import type { Terminals } from '../terminals/terminals.ts'
import { usageHandlers } from '../usage/usageHandlers.ts'
import type { Tasks } from '../tasks/openTasks.ts'
import type { UsageDeps } from '../usage/usageHandlers.ts'

export interface HandlerDeps
  extends
    ApprovalListDeps,
    UsageDeps,
    ExecHandlerDeps,
    InfoHandlerDeps,
    ActionHandlerDeps,
    TrustHandlerDeps,
    FileHandlerDeps,
    DraftHandlerDeps,
    CleanupHandlerDeps,
    ChangesHandlerDeps,
    Omit<HistoryHandlerDeps, 'claude'> {
  readonly git: Omit<GitHandlerDeps, 'registry'>
  readonly store: SessionStore
  readonly claude: ClaudeAccess
  readonly deletion: Deletion
  readonly forking: Forking
  readonly tasks: Pick<Tasks, 'handlers'>
  readonly policy: Pick<Policy, 'handlers'>
  readonly setup: Setup
  readonly budgets: Pick<OpenBudgets, 'handlers'>
  readonly checkouts: Pick<OpenCheckouts, 'handlers'>
  readonly autoCommits: Pick<OpenAutoCommits, 'handlers'>
  readonly terminals: Terminals
  /** Where sessions run. */
  readonly runner: Pick<Runner, 'usage' | 'limitsOf'>
}

/** Handlers for every operation that a gateway may call on the host. */
export function createHandlers(deps: HandlerDeps): HostHandlers {
  return {
    ...sessionHandlers(deps),
    ...conversationHandlers(deps),
    ...turnHandlers(deps),
    ...approvalListHandlers(deps),
    ...trustHandlers(deps),
    ...claudeHandlers(deps),
    ...sessionTokenHandlers(deps),
    ...attachmentHandlers(deps),
    ...draftHandlers(deps),
    ...fileHandlers(deps),
    ...changesHandlers(deps),
    ...gitHandlers({ ...deps.git, registry: deps.registry }),
    ...resourceHandlers(deps),
    ...usageHandlers(deps),
    ...historyHandlers(deps),
    ...cleanupHandlers(deps),
    ...execHandlers(deps),
    ...editorHandlers(deps),
    ...infoHandlers(deps),
    ...actionHandlers(deps),
    ...deps.tasks.handlers,
    ...deps.policy.handlers,
    ...deps.setup.handlers,
    ...deps.budgets.handlers,
    ...deps.checkouts.handlers,
    ...deps.autoCommits.handlers,
    ...terminalHandlers(deps),
  }
}

/** But for those who look at them, who come by the link's own way. */
function terminalHandlers({
  terminals,
  claude,
}: Pick<HandlerDeps, 'terminals' | 'claude'>): Pick<HostHandlers, Extract<keyof HostHandlers, `terminal.${string}`>> {
  return {
    'terminal.start': (params, actor) => terminals.start(params, actor),
    'terminal.list': ({ session_id }, actor) => ({ terminals: terminals.list(session_id, actor) }),
    'terminal.get': ({ terminal_id }, actor) => terminals.get(terminal_id, actor),
    'terminal.signal': ({ terminal_id, signal }, actor) => {
      terminals.find(terminal_id, actor).signal(signal)
      return { terminal_id }
    },
    'terminal.stop_all': async (_params, actor) => {
      await Promise.all([terminals.stopOf(actor), claude.spares.stop(actor.user_id)])
      return { success: true }
    },
    'terminal.close': async ({ terminal_id }, actor) => {
      await terminals.close(terminal_id, actor)
      return { terminal_id }
    },
  }
}
