import { hostname, userInfo } from 'node:os'
import type { UserId } from '#shared/ids.ts'
import type { Session } from '#shared/session/session.ts'
import { scrubEnvironment } from '../claude/install/environment.ts'
import { MB } from '../care/memoryVerdict.ts'
import type { Claude } from '../claude/claude.ts'
import type { ResourceRows } from '../store/rows/resourceRows.ts'
import type { HostHandlers } from '../hostHandlers.ts'
import type { Runner } from '../runners/runner.ts'
import type { SessionRegistry } from '../sessions/registry.ts'
import type { SessionStore } from '../sessions/ports/sessionPorts.ts'
import type { FolderSizes } from './folderSizes.ts'
import type { SessionLog } from './sessionLog.ts'
import { shownVariables } from './shownVariables.ts'

export interface InfoHandlerDeps {
  readonly registry: SessionRegistry
  readonly store: SessionStore
  readonly runner: Pick<Runner, 'usage' | 'limitsOf'>
  readonly information: Information
}

/** What is known of sessions beside what was said in them. */
export interface Information {
  readonly log: Pick<SessionLog, 'read'>
  readonly sizes: Pick<FolderSizes, 'of'>
  readonly history: Pick<ResourceRows, 'read'>
  /** Asked each time. 0: no bound. */
  readonly softMemoryMb: () => number
  readonly versions: Claude['versions']
  /** What the machine's owner has in a terminal. */
  readonly environment: () => Promise<Readonly<Record<string, string>>>
  readonly isLocalOwner: (userId: UserId) => boolean
}

type InfoHandlers = Pick<HostHandlers, 'session.info' | 'session.logs' | 'session.environment'>

function softBytes({ softMemoryMb }: Information): number | null {
  return softMemoryMb() === 0 ? null : softMemoryMb() * MB
}

async function versionsOf({ versions }: Information, { id, process_id }: Session) {
  const { running, installed } = await versions(id)
  return { running: process_id === null ? null : running, installed }
}

/** Answers for where a session runs, what it takes and what its process said. */
export function infoHandlers({ registry, store, runner, information }: InfoHandlerDeps): InfoHandlers {
  const usageOf = async ({ id, user_id }: Session) => {
    const row = store.processes(user_id).find(({ session_id }) => session_id === id)
    const usage = row === undefined ? null : await runner.usage(row.process)
    return usage === null || usage.processes === 0 ? null : usage
  }
  return {
    'session.info': async ({ session_id }, actor) => {
      const { state } = registry.find(session_id, actor)
      return {
        runner: 'local',
        machine: { hostname: hostname(), platform: process.platform, user: userInfo().username },
        process_id: state.process_id,
        usage: await usageOf(state),
        disk: information.sizes.of(state.workspace_path),
        limits: { memory_soft_bytes: softBytes(information), ...runner.limitsOf({ pid: state.process_id ?? 0 }) },
        history: information.history.read(state.id),
        claude: await versionsOf(information, state),
      }
    },
    'session.logs': ({ session_id, limit, before }, actor) =>
      information.log.read(registry.find(session_id, actor).state.id, { limit, before }),
    'session.environment': async ({ session_id }, actor) => {
      const { state } = registry.find(session_id, actor)
      const keepCredentials = information.isLocalOwner(state.user_id)
      const own = state.environment.map((name) => ({ name, value: null }))
      const others = shownVariables(scrubEnvironment(await information.environment(), { keepCredentials }))
      return { variables: [...own, ...others.filter(({ name }) => !state.environment.includes(name))] }
    },
  }
}
