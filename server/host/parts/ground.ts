import type { Database } from 'better-sqlite3'
import { homedir } from 'node:os'
import type { UserId } from '#shared/ids.ts'
import { systemClock, systemIds } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Paths } from '#server/platform/files/paths.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import { openVault } from '#server/platform/vault/openVault.ts'
import type { AgentLauncher, AgentUpdate } from '../sessions/ports/agent.ts'
import { type Claude, createClaude } from '../claude/claude.ts'
import { createJudge } from '../dangers/judge.ts'
import { SessionLog } from '../information/sessionLog.ts'
import { putBack } from '../history/copies/putBack.ts'
import { createFolders } from '../workspaces/folders.ts'
import { openBudgets } from '../budgets/openBudgets.ts'
import { openPolicy } from '../policy/openPolicy.ts'
import { SessionEnvironment } from '../setup/environment/sessionEnvironment.ts'
import { TemplateRows } from '../store/rows/templateRows.ts'
import { createLocalRunner } from '../runners/local/localRunner.ts'
import type { ProgramLimits } from '../runners/runner.ts'
import type { Timers } from '../sessions/ports/sessionPorts.ts'
import { createPeople } from '../store/people.ts'
import { createSessionStore } from '../store/sessionStore.ts'
import { ApprovalHistory } from '../store/rows/approvalHistory.ts'
import { ConversationRows } from '../store/rows/conversationRows.ts'
import { DraftRows } from '../store/rows/draftRows.ts'
import { BudgetRows } from '../store/rows/budgetRows.ts'
import { QuietHoursRows } from '../store/rows/quietHoursRows.ts'
import { SessionLogRows } from '../store/rows/sessionLogRows.ts'
import { TrustRows } from '../store/rows/trustRows.ts'
import { UsageRows } from '../store/rows/usageRows.ts'
import { TaskRows } from '../store/rows/taskRows.ts'
import { createFolderTrust } from '../trust/folderTrust.ts'

export interface GroundOptions {
  readonly database: Database
  readonly paths: Paths
  readonly settings: Pick<Settings, 'claude' | 'vault' | 'sessions'>
  readonly env: Readonly<Record<string, string | undefined>>
  readonly demo: boolean
}

/** What the sessions stand on: files, secrets, people, and Claude Code. */
export function openGround({ database, paths, settings, env, demo }: GroundOptions) {
  const log = createLogger('sessions')
  const store = createSessionStore(database)
  const vault = openVault({ kind: settings.vault, paths })
  const clock = systemClock
  const ids = systemIds
  const people = createPeople(database)
  const isLocalOwner = (userId: UserId) => people.isLocalOwner(userId)
  const judge = createJudge(env)
  const rows = new TrustRows(database)
  const trust = createFolderTrust({ rows, clock, isLocalOwner, configDir: () => claude.configDir() })
  const runner = createLocalRunner({ clock, env, limits: () => limitsOf(settings) })
  const { dataDir } = paths
  const noted = new ConversationRows(database)
  const onConversation = noted.note.bind(noted)
  const sessionLog = new SessionLog({ rows: new SessionLogRows(database), clock })
  const bringBack = (conversationId: string, projects: string) =>
    putBack(conversationId, { copies: paths.transcriptCopies, projects })
  const told = { onConversation, onLog: sessionLog.note, bringBack }
  const variables = new SessionEnvironment(vault)
  const machine = { settings, vault, variables, env, demo, dataDir, runner, ...told }
  const isBudgeted = (userId: UserId) => budgets.areSet(userId)
  const claude = createClaude({ ...machine, clock, ids, timers, judge, isLocalOwner, trust, isBudgeted })
  const folders = createFolders({ workspaces: paths.workspaces, dataDir, home: homedir() })
  const { sessionTokens: tokens } = claude
  const asked = new ApprovalHistory(database)
  const readRules: Claude['readRules'] = (rules) => claude.readRules(rules)
  const policy = openPolicy({ rows, quiet: new QuietHoursRows(database), asked, judge, folders, clock, readRules })
  const launcher = demo ? withoutCosts(claude.launcher) : claude.launcher
  const budgets = openBudgets({ rows: new BudgetRows(database), folders, clock })
  const judged = { quiet: policy, budgets, variables, trust, judge }
  const domain = { ...judged, clock, ids, store, launcher, tokens, timers, log, folders }
  const kept = {
    usage: new UsageRows(database),
    asked,
    drafts: new DraftRows(database),
    tasks: new TaskRows(database),
    templates: new TemplateRows(database),
  }
  return {
    domain,
    decided: { policy, budgets },
    rows: kept,
    vault,
    people,
    runner,
    claude,
    noted,
    sessionLog,
    isLocalOwner,
  }
}

function limitsOf({ sessions: { memory_hard_mb, cpu_percent } }: Pick<Settings, 'sessions'>): ProgramLimits {
  return {
    memory_bytes: memory_hard_mb === 0 ? null : memory_hard_mb * 1024 * 1024,
    cpu_percent: cpu_percent === 0 ? null : cpu_percent,
  }
}

const timers: Timers = {
  after: (milliseconds, run) => {
    const timer = setTimeout(run, milliseconds)
    return () => clearTimeout(timer)
  },
}

/** Claude Code counts what the stand-in answers at the prices of the real API: in a demo nobody pays anything. */
export function withoutCosts(launcher: AgentLauncher): AgentLauncher {
  return {
    launch: (options, listener) =>
      launcher.launch(options, {
        onUpdate: (update) => listener.onUpdate(free(update)),
        onExit: (exit) => listener.onExit(exit),
      }),
    reap: (left) => launcher.reap(left),
    inspectTranscript: (where) => launcher.inspectTranscript(where),
    findForkPoint: (where) => launcher.findForkPoint(where),
  }
}

function free(update: AgentUpdate): AgentUpdate {
  if (update.kind === 'cost_so_far') {
    return { ...update, cost_usd: 0 }
  }
  if (update.kind !== 'turn_ended') {
    return update
  }
  const models = update.models?.map((share) => ({ ...share, cost_usd: 0 }))
  return { ...update, cost_usd: 0, ...(models === undefined ? {} : { models }) }
}
