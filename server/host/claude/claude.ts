import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import type { SessionId, UserId } from '#shared/ids.ts'
import type { ClaudeStatus, TokenValidation } from '#shared/operations/claude.ts'
import type { AgentLaunch, AgentLauncher } from '#server/host/sessions/ports/agent.ts'
import { type ShellNews, openLoginShell } from '#server/platform/environment/loginShell.ts'
import { claudeStatus } from './login/claudeStatus.ts'
import { type ConfigDir, configDir } from './install/configDir.ts'
import { type Conversations, openConversations } from './transcripts/conversations.ts'
import { personsEnvironment } from './install/environment.ts'
import { createClaudeFinder } from './install/findClaude.ts'
import { RuleReader } from './install/ruleReader.ts'
import type { AskedRule, RuleReading } from './install/ruleReading.ts'
import { Logins } from './login/logins.ts'
import { MemorySessionTokens } from './login/sessionTokens.ts'
import type { SpawnRequest } from './process/spawnClaude.ts'
import { type HeldNow, heldNow } from '../trust/keptRules.ts'
import { costInTranscript } from './transcripts/costInTranscript.ts'
import { validateToken } from './login/token.ts'
import { ClaudeSpares } from './spares/spares.ts'
import { startState } from './spares/startState.ts'
import type { ClaudeDeps } from './starting/claudeDeps.ts'
import { createLauncher, transcriptOf } from './starting/launcher.ts'
import { type Parts, type RunningVersion, type Surroundings, prepare } from './starting/preparing.ts'
import { VaultTokens } from './login/vaultTokens.ts'

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
  /** Processes that wait for the next session. */
  readonly spares: ClaudeSpares
  /** Tokens that were given for one session only. */
  readonly sessionTokens: MemorySessionTokens
  /** What the machine's owner has in a terminal, without what is Homeport's own. */
  environment(): Promise<Readonly<Record<string, string>>>
  /** Asks the login shell of the machine's owner anew. */
  readShell(): Promise<ShellNews>
  /** Which Claude Code a session's process runs, and which one the next would be; null: none runs, or it is not known. */
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
  const versions = new Map<SessionId, RunningVersion>()
  const plain = { deps, finder, logins, surroundings, conversations, versions, prices: new Map<string, number>() }
  const spares = openSpares(plain)
  const parts: Parts = { ...plain, spares }
  return {
    launcher: createLauncher(parts),
    planTerminal: (launch) => planTerminal(parts, launch),
    heldNow: (launch) => heldNow(deps.trust.storedGrants(launch.user_id, launch.cwd), launch.setup),
    costOf: async ({ session_id, cwd }) => {
      const file = await transcriptOf(parts, { cwd, conversation_id: conversations.current(session_id) })
      return file === null ? null : costInTranscript(file)
    },
    conversations,
    spares,
    sessionTokens,
    environment,
    readShell: () => shell.refresh(),
    versions: async (sessionId) => {
      const found = await finder.find()
      return { running: versions.get(sessionId)?.version ?? null, installed: 'problem' in found ? null : found.version }
    },
    configDir: async () => configDir(await environment()),
    status: async (userId) => {
      const { vault, isLocalOwner, demo } = deps
      const shellProblem = (await surroundings()).problem
      return claudeStatus({ finder, logins, vault, isLocalOwner, demo, shellProblem }, userId)
    },
    assertSignsIn: async (userId) => void (await logins.ofPerson(userId)),
    ...tokensOfPeople({ vaultTokens, logins, spares }),
    readRules: (asked) => ruleReader.read(asked),
    validateToken: async (token) =>
      validateToken(token, { apiBaseUrl: deps.settings.claude.api_base_url, env: await environment() }),
  }
}

function openSpares(parts: Omit<Parts, 'spares'>): ClaudeSpares {
  const { settings, runner, ids, clock, timers = { after: () => () => {} } } = parts.deps
  return new ClaudeSpares({
    isOn: () => settings.claude.warm_spare,
    prepare: (launch, mark) => prepare(parts, launch, mark),
    stateOf: async (cwd) => startState(cwd, (await parts.surroundings()).env),
    runner,
    ids,
    clock,
    timers,
  })
}

/** What waits may have the token of before, lent to it too: it ends with it. */
function tokensOfPeople({
  vaultTokens,
  logins,
  spares,
}: {
  readonly vaultTokens: VaultTokens
  readonly logins: Logins
  readonly spares: ClaudeSpares
}): Pick<Claude, 'setToken' | 'deleteToken'> {
  return {
    setToken: async (userId, token) => {
      await vaultTokens.set(logins.holder(userId), token)
      await spares.stop()
    },
    deleteToken: async (userId) => {
      await vaultTokens.delete(logins.holder(userId))
      await spares.stop()
    },
  }
}

async function planTerminal(parts: Parts, launch: AgentLaunch): Promise<SpawnRequest> {
  const prepared = await prepare(parts, launch, parts.deps.ids.uuid())
  if ('problem' in prepared) {
    throw new HomeportError('SESSION_003', `No terminal was opened. ${prepared.problem}`)
  }
  return prepared
}
