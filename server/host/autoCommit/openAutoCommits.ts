import type { Database } from 'better-sqlite3'
import type { SessionId } from '#shared/ids.ts'
import type { Actor } from '#shared/operations/session.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { Network } from '../git/network/networkHandlers.ts'
import type { FolderTurns } from '../git/running/folderTurns.ts'
import type { GitDeps } from '../git/running/git.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { SessionLog, Timers } from '../sessions/ports/sessionPorts.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { EventHub } from '../sessions/streams/eventHub.ts'
import { AutoCommitRows } from './autoCommitRows.ts'
import { AutoCommits, type AutoCommitsDeps } from './autoCommits.ts'
import { listPoints, restorePoint } from './points/points.ts'
import { ProjectPoints } from './points/projectPoints.ts'
import { projectOf } from './project.ts'
import { TurnFacts } from './turnFacts.ts'

export interface OpenAutoCommitsDeps extends GitDeps {
  readonly database: Database
  readonly hub: Pick<EventHub, 'join'>
  readonly registry: Pick<SessionRegistry, 'awake' | 'find' | 'known'>
  readonly network: Pick<Network, 'handlers'>
  readonly turns: FolderTurns
  readonly clock: Clock
  readonly timers: Timers
  readonly log: Pick<SessionLog, 'warn'>
  readonly protectedBranches: () => readonly string[]
  readonly onChanged: (folder: string) => void
}

export interface OpenAutoCommits {
  readonly handlers: Pick<HostHandlers, Extract<keyof HostHandlers, `auto_commit.${string}`>>
  readonly points: ProjectPoints
  readonly start: () => void
  readonly stop: () => void
  /** Resolves when nothing of it runs. */
  readonly close: () => Promise<void>
}

/** Opens what commits by itself, on its table in `sessions.db`. */
export function openAutoCommits(deps: OpenAutoCommitsDeps): OpenAutoCommits {
  const { database, hub, registry, turns, clock, timers, log, environment, protectedBranches, onChanged } = deps
  const facts = new TurnFacts()
  const rows = new AutoCommitRows(database)
  const inTurn: AutoCommitsDeps['inTurn'] = (folder, work) => turns.take(folder, work)
  const points = new ProjectPoints({ environment, projects: () => rows.projects(), inTurn })
  const commits = new AutoCommits({
    rows,
    turns: facts,
    clock,
    timers,
    log,
    environment,
    protectedBranches,
    awake: () => registry.awake(),
    push: pushOf(deps),
    inTurn,
    onChanged,
    tell: (id, content) =>
      registry.known(id)?.rest.note({ type: 'notice', content, data: { level: 'warning', code: 'auto_commit' } }),
  })
  const subscription = hub.join((event) => {
    facts.take(event)
    if (event.type === 'turn_completed' && event.seq !== null) {
      // Whoever is told has to be done first.
      const session = registry.known(event.session_id)
      if (session !== null) {
        commits.turnEnded(session.state)
      }
    }
  })
  const close = async () => {
    subscription.leave()
    await commits.stop()
  }
  return { handlers: handlersOf(deps, commits), points, start: () => commits.start(), stop: () => void close(), close }
}

function handlersOf(
  { registry, onChanged, environment }: OpenAutoCommitsDeps,
  commits: AutoCommits,
): OpenAutoCommits['handlers'] {
  const stateOf = (id: SessionId, actor: Actor) => registry.find(id, actor).state
  const gitOf = async (id: SessionId, actor: Actor) =>
    (await projectOf(stateOf(id, actor).workspace_path, { environment })).git
  return {
    'auto_commit.get': ({ session_id }, actor) => commits.state(stateOf(session_id, actor)),
    'auto_commit.set': async ({ session_id, rules }, actor) => {
      await commits.set(stateOf(session_id, actor), rules)
      onChanged(stateOf(session_id, actor).workspace_path)
      return { rules }
    },
    'auto_commit.now': ({ session_id }, actor) => commits.now(stateOf(session_id, actor)),
    'auto_commit.points': async ({ session_id, limit }, actor) => ({
      points: await listPoints(await gitOf(session_id, actor), limit),
    }),
    'auto_commit.restore': async ({ session_id, commit, branch }, actor) => {
      const made = await restorePoint(await gitOf(session_id, actor), { commit, branch })
      onChanged(stateOf(session_id, actor).workspace_path)
      return { branch: made }
    },
  }
}

/** What a person's own push does and refuses, for the person whose session it is. */
function pushOf({ network, registry, turns, environment }: OpenAutoCommitsDeps): AutoCommitsDeps['push'] {
  const rows = network.handlers({
    open: async ({ session_id }, actor) => {
      const { folder, git } = await projectOf(registry.find(session_id, actor).state.workspace_path, { environment })
      return git.at(folder)
    },
    folderOf: ({ session_id }, actor) => registry.find(session_id, actor).state.workspace_path,
    inTurn: (folder, work) => turns.take(folder, work),
  })
  return async ({ id, user_id }, runs_id) =>
    rows['git.push']({ session_id: id, force: false, runs_id }, { user_id, username: '', role: 'member' })
}
