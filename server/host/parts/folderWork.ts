import type { Database } from 'better-sqlite3'
import { type OpenAutoCommits, openAutoCommits } from '../autoCommit/openAutoCommits.ts'
import { ProcessCare } from '../care/processCare.ts'
import { Commands, type CommandsDeps } from '../commands/commands.ts'
import { endWithSessions } from '../commands/endWithSessions.ts'
import type { GitHandlerDeps } from '../git/gitHandlers.ts'
import type { SessionCredentials } from '../git/network/gitAccess.ts'
import { Network } from '../git/network/networkHandlers.ts'
import { FolderTurns } from '../git/running/folderTurns.ts'
import { FolderSizes } from '../information/folderSizes.ts'
import type { Information } from '../information/infoHandlers.ts'
import type { SessionLog } from '../information/sessionLog.ts'
import { type ActionRuns, ProjectActions } from '../projectActions/projectActions.ts'
import type { Claude } from '../claude/claude.ts'
import type { SessionLog as Logger } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { EventHub } from '../sessions/streams/eventHub.ts'
import { openTerminals, type OpenTerminalsDeps } from '../terminals/openTerminals.ts'
import type { Terminals } from '../terminals/terminals.ts'
import type { Checkpoints } from '../workspaces/checkpoints/checkpoints.ts'
import { ResourceRows } from '../store/rows/resourceRows.ts'
import { ProjectActionRows } from '../store/rows/projectActionRows.ts'

export interface FolderWorkDeps
  extends Omit<CommandsDeps, 'environment'>, Pick<OpenTerminalsDeps, 'people' | 'writers' | 'noted'> {
  readonly registry: OpenTerminalsDeps['registry'] & Pick<SessionRegistry, 'awake' | 'find' | 'known'>
  readonly settings: OpenTerminalsDeps['settings'] & Pick<Settings, 'sessions' | 'git'>
  readonly claude: OpenTerminalsDeps['claude'] & Pick<Claude, 'versions' | 'spares'>
  readonly database: Database
  readonly hub: EventHub
  readonly sessionLog: SessionLog
  readonly log: Logger
  readonly checkpoints: Pick<Checkpoints, 'gitChanged'>
  readonly credentials: SessionCredentials
}

/** What people do in the folders of sessions beside Claude, and what they see of them. */
export interface FolderWork {
  readonly commands: Commands
  readonly actions: ProjectActions
  readonly terminals: Terminals
  readonly information: Information
  readonly autoCommits: Pick<OpenAutoCommits, 'handlers' | 'points'>
  /** What does something at its time by itself: `care` looks at what the processes of sessions take. */
  readonly timed: { readonly care: ProcessCare; readonly autoCommits: Pick<OpenAutoCommits, 'start' | 'stop'> }
  readonly git: Omit<GitHandlerDeps, 'registry'>
  /** Ends what a host that died left behind. Before anything is started. */
  readonly sweep: () => Promise<void>
  /** Ends all that runs, and takes no more. */
  readonly stop: () => Promise<void>
}

/** Puts it together, ended with the sessions that it belongs to. */
export function composeFolderWork(deps: FolderWorkDeps): FolderWork {
  const { runner, folders, clock, ids, timers, dataDir, isLocalOwner, database, claude, hub, sessionLog, checkpoints } =
    deps
  const { registry, settings } = deps
  const environment = () => claude.environment()
  const commands = new Commands({ runner, folders, clock, ids, timers, dataDir, isLocalOwner, environment })
  endWithSessions(hub, commands)
  const terminals = openTerminals(deps)
  const sizes = new FolderSizes(clock)
  const resources = new ResourceRows(database)
  // The one place that says where actions run: in a terminal, or as commands whose newest output is kept, whoever reads it.
  const runs: ActionRuns = {
    start: (session, asked) => commands.start(session, asked, 'newest'),
    startInTerminal: (session, line) => terminals.run(session, line),
    forgetTerminal: (id) => terminals.forgetEnded(id),
  }
  const actions = new ProjectActions({ rows: new ProjectActionRows(database), runs, clock, ids })
  const onChanged: GitHandlerDeps['onChanged'] = (folder, data) => checkpoints.gitChanged(folder, data)
  const protectedBranches = () => settings.git.protected_branches
  const network = new Network({ clock, isLocalOwner, credentials: deps.credentials, onChanged, protectedBranches })
  const turns = new FolderTurns()
  const around = { database, hub, registry, clock, timers, log: deps.log, environment, onChanged, protectedBranches }
  const autoCommits = openAutoCommits({ ...around, network, turns })
  const care = new ProcessCare({
    awake: () => registry.awake(),
    runner,
    sizes,
    rows: resources,
    settings: () => settings.sessions,
    clock,
    timers,
    log: deps.log,
  })
  return {
    commands,
    actions,
    terminals,
    git: { environment, clock, ids, onChanged, network, turns },
    autoCommits,
    information: {
      log: sessionLog,
      sizes,
      history: resources,
      softMemoryMb: () => settings.sessions.memory_soft_mb,
      versions: (id) => claude.versions(id),
      environment,
      isLocalOwner,
    },
    timed: { care, autoCommits },
    sweep: async () => void (await Promise.all([commands.sweep(), terminals.recover()])),
    stop: async () => {
      const running = [commands.close(), terminals.stopAll(), network.stop(), autoCommits.close()]
      await Promise.all([...running, claude.spares.close()])
    },
  }
}
