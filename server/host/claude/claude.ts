import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { ClaudeStatus, TokenValidation } from '#shared/operations/claude.ts'
import type { SessionLogSource } from '#shared/operations/sessionInfo.ts'
import type { AgentLaunch, AgentLauncher } from '#server/host/sessions/ports/agent.ts'
import type { ApprovalJudge } from '#server/host/sessions/ports/approvalJudge.ts'
import type { FolderTrust } from '#server/host/sessions/ports/folderTrust.ts'
import type { Runner } from '../runners/runner.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { type ShellNews, openLoginShell } from '#server/platform/environment/loginShell.ts'
import type { Settings } from '#server/platform/settings/settings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { createLogger } from '#server/platform/log/log.ts'
import { claudeStatus } from './login/claudeStatus.ts'
import { type ConfigDir, configDir } from './install/configDir.ts'
import { type Conversations, openConversations } from './transcripts/conversations.ts'
import { findForkPlace } from './transcripts/forkPlace.ts'
import { ClaudeProcess } from './process/claudeProcess.ts'
import { personsEnvironment } from './install/environment.ts'
import { type ClaudeFinder, createClaudeFinder } from './install/findClaude.ts'
import { PROCESS_MARK, SESSION_MARK, launchProblem, permissionMode, planLaunch } from './process/launch.ts'
import { RuleReader } from './install/ruleReader.ts'
import type { AskedRule, RuleReading } from './install/ruleReading.ts'
import { Logins } from './login/logins.ts'
import { readPersonalSettings, rulesForOthers } from './process/personalSettings.ts'
import { askApi } from './process/askApi.ts'
import { MemorySessionTokens } from './login/sessionTokens.ts'
import { serverConfig } from './process/serverConfig.ts'
import { folderProblem } from './process/startProblem.ts'
import type { SpawnRequest } from './process/spawnClaude.ts'
import type { SessionVariables } from '#server/host/sessions/ports/sessionPorts.ts'
import { type HeldNow, heldNow } from '../trust/keptRules.ts'
import { costInTranscript } from './transcripts/costInTranscript.ts'
import { validateToken } from './login/token.ts'
import { conversationOf } from './transcripts/startedConversation.ts'
import { findTranscript, inspectTranscript } from './transcripts/transcripts.ts'
import { VaultTokens } from './login/vaultTokens.ts'

const log = createLogger('claude')

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
  /** Told of every conversation that a session goes on in, beside its first. */
  readonly onConversation?: (sessionId: SessionId, conversationId: string) => void
  /** Puts a transcript back that Claude Code has removed, into its folder of projects; whether it did. */
  readonly bringBack?: (conversationId: string, projects: string) => Promise<boolean>
  /** Told of what the processes of sessions say, line by line. */
  readonly onLog?: (sessionId: SessionId, source: SessionLogSource, text: string) => void
}

export interface Claude {
  readonly launcher: AgentLauncher
  /**
   * How Claude Code's own interface is started on a session's conversation.
   * @throws HomeportError SESSION_003 with the reason where it cannot be.
   */
  planTerminal(launch: AgentLaunch): Promise<SpawnRequest>
  /** The rules and further folders that hold for it at this moment, beside those of files. */
  heldNow(launch: AgentLaunch): HeldNow
  /** What the current conversation of a session has cost in all, as its transcript tells it; null: it does not. */
  costOf(session: Pick<AgentLaunch, 'session_id' | 'cwd'>): Promise<number | null>
  /** Which conversation each session is at. */
  readonly conversations: Conversations
  /** Tokens that were given for one session only. */
  readonly sessionTokens: MemorySessionTokens
  /** What the machine's owner has in a terminal, without what is Homeport's own. */
  environment(): Promise<Readonly<Record<string, string>>>
  /** Asks the login shell of the machine's owner anew. */
  readShell(): Promise<ShellNews>
  /** Which Claude Code a session's process was started with, and which one the next would be; null: unknown. */
  versions(sessionId: SessionId): Promise<{ readonly running: string | null; readonly installed: string | null }>
  /** Where Claude Code keeps the machine owner's things, also where only their login shell says so. */
  configDir(): Promise<ConfigDir>
  /** null: for the machine's owner. */
  status(userId: UserId | null): Promise<ClaudeStatus>
  /** @throws HomeportError CLAUDE_001 when this person's sessions have nothing to sign in with. */
  assertSignsIn(userId: UserId): Promise<void>
  setToken(userId: UserId, token: string): Promise<void>
  deleteToken(userId: UserId): Promise<void>
  /** How the installed Claude Code reads permission rules, as `RuleReader.read`. Never throws. */
  readRules(asked: readonly AskedRule[]): Promise<RuleReading[]>
  /**
   * Tries a token against the API; stores nothing.
   * @throws HomeportError CLAUDE_002 when the API cannot be reached.
   */
  validateToken(token: string): Promise<TokenValidation>
}

/** Claude Code on this machine: finds it, describes it, starts it. The entry point of this folder. */
export function createClaude(deps: ClaudeDeps): Claude {
  const shell = openLoginShell(deps.env)
  const surroundings = async (): Promise<Surroundings> => {
    const { variables, problem } = await shell.read()
    return { env: personsEnvironment(deps.env, variables), problem }
  }
  const environment = async () => (await surroundings()).env
  const finder = createClaudeFinder({ configured: () => deps.settings.claude.path, environment })
  const ruleReader = new RuleReader({ finder, environment })
  const folder = deps.dataDir === undefined ? null : path.join(deps.dataDir, 'conversations')
  const vaultTokens = new VaultTokens(deps.vault)
  const sessionTokens = new MemorySessionTokens()
  const logins = new Logins({
    vaultTokens,
    sessionTokens,
    isLocalOwner: deps.isLocalOwner,
    isShared: () => deps.settings.claude.share_login,
    environment,
    demo: deps.demo,
  })
  const conversations = openConversations(folder, deps.onConversation)
  const versions = new Map<SessionId, string>()
  const parts: Parts = { deps, finder, logins, surroundings, conversations, versions, prices: new Map() }
  return {
    launcher: createLauncher(parts),
    planTerminal: async (launch) => {
      const prepared = await prepare(parts, launch, deps.ids.uuid())
      if ('problem' in prepared) {
        throw new HomeportError('SESSION_003', `No terminal was opened. ${prepared.problem}`)
      }
      return prepared
    },
    heldNow: (launch) => heldNow(deps.trust.storedGrants(launch.user_id, launch.cwd), launch.setup),
    costOf: async ({ session_id, cwd }) => {
      const file = await transcriptOf(parts, { cwd, conversation_id: conversations.current(session_id) })
      return file === null ? null : costInTranscript(file)
    },
    conversations,
    sessionTokens,
    environment,
    readShell: () => shell.refresh(),
    versions: async (sessionId) => {
      const found = await finder.find()
      return { running: versions.get(sessionId) ?? null, installed: 'problem' in found ? null : found.version }
    },
    configDir: async () => configDir(await environment()),
    status: async (userId) => {
      const { vault, isLocalOwner, demo } = deps
      const shellProblem = (await surroundings()).problem
      return claudeStatus({ finder, logins, vault, isLocalOwner, demo, shellProblem }, userId)
    },
    assertSignsIn: async (userId) => void (await logins.ofPerson(userId)),
    setToken: (userId, token) => vaultTokens.set(logins.holder(userId), token),
    deleteToken: (userId) => vaultTokens.delete(logins.holder(userId)),
    readRules: (asked) => ruleReader.read(asked),
    validateToken: async (token) =>
      validateToken(token, { apiBaseUrl: deps.settings.claude.api_base_url, env: await environment() }),
  }
}

/** What Claude Code is started in: `problem` says what of it is missing, for people; null when nothing is. */
interface Surroundings {
  readonly env: Readonly<Record<string, string>>
  readonly problem: string | null
}

interface Parts {
  readonly deps: ClaudeDeps
  readonly surroundings: () => Promise<Surroundings>
  readonly finder: ClaudeFinder
  readonly logins: Logins
  readonly conversations: Conversations
  /** Of the processes that were started last. */
  readonly versions: Map<SessionId, string>
  /** By model, as they showed in any session. */
  readonly prices: Map<string, number>
}

const STALL_MS = 60_000

function createLauncher(parts: Parts): AgentLauncher {
  const { deps, conversations } = parts
  return {
    launch: (launch, listener) => {
      const mark = { name: PROCESS_MARK, value: deps.ids.uuid() }
      let started: SpawnRequest | null = null
      return new ClaudeProcess(
        {
          prepare: async () => {
            const prepared = await prepare(parts, launch, mark.value)
            started = 'problem' in prepared ? null : prepared
            if (started !== null) {
              parts.versions.set(launch.session_id, started.version)
            }
            return prepared
          },
          inspectAgain: () => deps.trust.inspect(launch.user_id, launch.cwd),
          heldNow: () => heldNow(deps.trust.storedGrants(launch.user_id, launch.cwd), launch.setup),
          prices: parts.prices,
          isBudgeted: () => deps.isBudgeted?.(launch.user_id) ?? false,
          runner: deps.runner,
          mark,
          judge: (asked) => deps.judge.judge(asked, launch.cwd),
          newId: () => deps.ids.uuid(),
          onMoved: (id) => conversations.moved(launch.session_id, id),
          stall: { afterMs: deps.stallMs ?? STALL_MS, askApi: async () => askApi(started, deps.answersWithinMs) },
          log: (source, text) => deps.onLog?.(launch.session_id, source, text),
        },
        listener,
      )
    },
    // At once: a Claude that lost its host denies what needs approval and works on for seconds, seen by nobody.
    reap: ({ session_id, ...left }) =>
      deps.runner.kill(left, session_id === undefined ? undefined : { name: SESSION_MARK, value: session_id }),
    inspectTranscript: async ({ id, cwd, message_id, conversation_id = conversations.current(id) }) =>
      inspectTranscript(await transcriptOf(parts, { cwd, conversation_id }), message_id),
    findForkPoint: async ({ id, cwd, before, conversation_id = conversations.current(id) }) => {
      const file = await transcriptOf(parts, { cwd, conversation_id })
      return file === null ? { kind: 'gone' } : findForkPlace(file, { conversation_id, before })
    },
  }
}

/** Its file, put back from a copy where Claude Code has removed it; null when there is none. */
async function transcriptOf(
  { deps, surroundings }: Parts,
  { cwd, conversation_id }: { readonly cwd: string; readonly conversation_id: string },
): Promise<string | null> {
  const { dir } = configDir((await surroundings()).env)
  const file = await findTranscript(dir, cwd, conversation_id)
  if (file !== null || deps.bringBack === undefined) {
    return file
  }
  try {
    const isBack = await deps.bringBack(conversation_id, path.join(dir, 'projects'))
    return isBack ? await findTranscript(dir, cwd, conversation_id) : null
  } catch (error) {
    log.warn('a conversation could not be put back from its copy', { conversation_id, error })
    return null
  }
}

async function prepare(
  { deps, finder, logins, surroundings, conversations }: Parts,
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
