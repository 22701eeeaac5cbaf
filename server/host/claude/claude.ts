import { statSync } from 'node:fs'
import path from 'node:path'
import type { ClaudeStatus, TokenValidation } from '#shared/operations/claude.ts'
import type { AgentLaunch, AgentLauncher } from '#server/host/sessions/agent.ts'
import type { Clock, Ids } from '#server/platform/clock.ts'
import { createLogger } from '#server/platform/log.ts'
import type { Settings } from '#server/platform/settings.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import { NOT_SIGNED_IN } from './apiErrors.ts'
import { configDir } from './configDir.ts'
import { type Conversations, openConversations } from './conversations.ts'
import { ClaudeProcess } from './driver.ts'
import { type ClaudeFinder, createClaudeFinder } from './findClaude.ts'
import { PROCESS_MARK, SESSION_MARK, launchProblem, planLaunch } from './launch.ts'
import { detectLogin } from './login.ts'
import type { SpawnRequest } from './spawnClaude.ts'
import { reapLeft } from './stop.ts'
import { validateToken } from './token.ts'
import { inspectTranscript, realFolder, transcriptPath } from './transcripts.ts'
import { seedTrust } from './trust.ts'

/** The name of Claude's token in the vault. */
export const CLAUDE_TOKEN = 'claude_token'

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
  /** Silence of the API after which it is told. */
  readonly stallMs?: number
}

export interface Claude {
  readonly launcher: AgentLauncher
  status(): Promise<ClaudeStatus>
  /**
   * Tries a token against the API; stores nothing.
   * @throws HomeportError CLAUDE_002 when the API cannot be asked.
   */
  validateToken(token: string): Promise<TokenValidation>
}

/** Claude Code on this machine: found, told about, started. The front door of this folder. */
export function createClaude(deps: ClaudeDeps): Claude {
  const finder = createClaudeFinder({ configured: () => deps.settings.claude.path, env: deps.env })
  const folder = deps.dataDir === undefined ? null : path.join(deps.dataDir, 'conversations')
  const parts: Parts = { deps, finder, conversations: openConversations(folder) }
  return {
    launcher: createLauncher(parts),
    status: () => claudeStatus(parts),
    validateToken: (token) => validateToken(token, deps.settings.claude.api_base_url),
  }
}

interface Parts {
  readonly deps: ClaudeDeps
  readonly finder: ClaudeFinder
  readonly conversations: Conversations
}

const STALL_MS = 60_000

/** Has the form of a token and is none: the person's own never goes to the stand-in. */
const DEMO_TOKEN = 'sk-ant-api03-homeport-demo'

const log = createLogger('claude')

function createLauncher(parts: Parts): AgentLauncher {
  const { deps, conversations } = parts
  return {
    launch: (launch, listener) => {
      const mark = { name: PROCESS_MARK, value: deps.ids.uuid() }
      return new ClaudeProcess(
        {
          prepare: () => prepare(parts, launch, mark.value),
          mark,
          newId: () => deps.ids.uuid(),
          onMoved: (id) => conversations.moved(launch.session_id, id),
          stallMs: deps.stallMs ?? STALL_MS,
        },
        listener,
      )
    },
    reap: (left) =>
      reapLeft(left, left.session_id === undefined ? undefined : { name: SESSION_MARK, value: left.session_id }),
    inspectTranscript: ({ id, cwd, message_id }) =>
      inspectTranscript(transcriptPath(configDir(deps.env).dir, cwd, conversations.current(id)), message_id),
  }
}

async function prepare(
  { deps, finder, conversations }: Parts,
  launch: AgentLaunch,
  processMark: string,
): Promise<SpawnRequest | { problem: string }> {
  const env = deps.env
  const isRoot = process.getuid?.() === 0
  const problem = folderProblem(launch.cwd) ?? launchProblem({ launch, env, isRoot })
  if (problem !== null) {
    return { problem }
  }
  const [found, token, shellPath] = await Promise.all([finder.find(), readToken(deps), finder.shellPath()])
  if ('problem' in found) {
    return found
  }
  trust(env, launch.cwd)
  const plan = planLaunch({
    launch,
    conversationId: launch.start === 'new' ? launch.session_id : conversations.current(launch.session_id),
    processMark,
    token,
    apiBaseUrl: deps.settings.claude.api_base_url,
    env,
    shellPath,
    platform: process.platform,
    isRoot,
    version: found.version,
  })
  return { binary: found.path, cwd: launch.cwd, plan }
}

/**
 * The vault may be out of reach where nobody ever needed it (a server without a keyring): a person with a login of
 * Claude Code's own works on.
 */
async function readToken(deps: ClaudeDeps): Promise<string | null> {
  if (deps.demo) {
    return DEMO_TOKEN
  }
  try {
    return await deps.vault.get(CLAUDE_TOKEN)
  } catch (error) {
    if ((await detectLogin({ hasToken: false, env: deps.env })) === 'none') {
      throw error
    }
    return null
  }
}

function folderProblem(cwd: string): string | null {
  try {
    return statSync(cwd).isDirectory() ? null : `${cwd} is not a folder. The conversation is kept.`
  } catch {
    return `The folder ${cwd} cannot be opened. The conversation is kept; bring the folder back and send a message.`
  }
}

function trust(env: ClaudeDeps['env'], cwd: string): void {
  try {
    if (seedTrust(configDir(env).configFile, realFolder(cwd)) === 'left_alone') {
      log.warn("Claude's config is not understood, trust was not noted", {})
    }
  } catch (error) {
    // Without it only "always allow" is forgotten: no reason not to start.
    log.warn('trust could not be noted', { error })
  }
}

async function claudeStatus({ deps, finder }: Parts): Promise<ClaudeStatus> {
  const [found, vaultProblem] = await Promise.all([finder.find(), deps.vault.problem()])
  const hasToken = deps.demo || (vaultProblem === null && (await hasVaultToken(deps.vault)))
  const login = await detectLogin({ hasToken, env: deps.env })
  const missing = 'problem' in found
  return {
    found: !missing,
    path: missing ? null : found.path,
    version: missing ? null : found.version,
    source: missing ? null : found.source,
    login,
    problem: missing ? found.problem : login === 'none' ? NOT_SIGNED_IN : null,
    vault: deps.vault.kind,
    vault_problem: vaultProblem,
    demo: deps.demo,
  }
}

async function hasVaultToken(vault: Vault): Promise<boolean> {
  try {
    return (await vault.get(CLAUDE_TOKEN)) !== null
  } catch {
    return false
  }
}
