import type { SessionId } from '#shared/ids.ts'
import type { AgentLaunch } from '#server/host/sessions/ports/agent.ts'
import { configDir } from '../install/configDir.ts'
import type { ClaudeFinder } from '../install/findClaude.ts'
import type { Logins } from '../login/logins.ts'
import { launchProblem, permissionMode, planLaunch } from '../process/launch.ts'
import { readPersonalSettings, rulesForOthers } from '../process/personalSettings.ts'
import { serverConfig } from '../process/serverConfig.ts'
import type { SpawnRequest } from '../process/spawnClaude.ts'
import { folderProblem } from '../process/startProblem.ts'
import type { ClaudeSpares } from '../spares/spares.ts'
import type { ClaudeDeps } from './claudeDeps.ts'
import type { Conversations } from '../transcripts/conversations.ts'
import { conversationOf } from '../transcripts/startedConversation.ts'

/** What Claude Code is started in: `problem` says what of it is missing, for people; null when nothing is. */
export interface Surroundings {
  readonly env: Readonly<Record<string, string>>
  readonly problem: string | null
}

/** Of one process, which `mark` tells from the next one of the same session. */
export interface RunningVersion {
  readonly mark: string
  readonly version: string
}

export interface Parts {
  readonly deps: ClaudeDeps
  readonly surroundings: () => Promise<Surroundings>
  readonly finder: ClaudeFinder
  readonly logins: Logins
  readonly conversations: Conversations
  /** Of the processes that run. */
  readonly versions: Map<SessionId, RunningVersion>
  readonly spares: ClaudeSpares
  /** By model, as they showed in any session. */
  readonly prices: Map<string, number>
}

/** How Claude Code is to be started, or why it cannot be. */
export async function prepare(
  { deps, finder, logins, surroundings, conversations }: Omit<Parts, 'spares'>,
  launch: AgentLaunch,
  processMark: string,
): Promise<SpawnRequest | { problem: string }> {
  const { env, problem: shellProblem } = await surroundings()
  const isRoot = process.getuid?.() === 0
  const problem = folderProblem(deps.runner, launch.cwd) ?? launchProblem({ launch, env, isRoot })
  if (problem !== null) {
    return { problem }
  }
  const [found, chosen] = await Promise.all([finder.find(), logins.ofSession(launch)])
  if ('problem' in found) {
    return found
  }
  const { session_id: id, environment = [], user_id, setup } = launch
  const variables = (await deps.variables?.read({ id, environment })) ?? {}
  const conversationId = await conversationOf({ ids: deps.ids, conversations }, launch, configDir(env).dir)
  // The last thing before the start: what was shown is what runs.
  const personal = readPersonalSettings(configDir(env).dir)
  const folder = await deps.trust.inspect(launch.user_id, launch.cwd)
  const plan = planLaunch({
    launch,
    conversationId,
    processMark,
    token: chosen.token,
    apiBaseUrl: deps.settings.claude.api_base_url,
    folder,
    personal,
    env,
    variables,
    servers: serverConfig(setup, { user_id, isOwners: deps.isLocalOwner(user_id) }),
    platform: process.platform,
    isRoot,
    version: found.version,
  })
  const permission_mode = permissionMode(launch, folder)
  const personalRules = folder.isOwners ? personal.rules : rulesForOthers(personal)
  const started = { folder, permission_mode, personalRules, personalEnv: personal.env, shellProblem }
  return { binary: found.path, version: found.version, cwd: folder.folder, plan, login: chosen.login, ...started }
}
