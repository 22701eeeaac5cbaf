import { SECRET_FD } from '../../runners/runner.ts'
import { isOauthToken } from '../login/token.ts'
import { TASK_TOOLS } from '../protocol/taskTools.ts'
import type { PermissionMode } from '#shared/session/status.ts'
import type { AgentLaunch } from '#server/host/sessions/ports/agent.ts'
import { type InspectedFolder, KEPT } from '#server/host/sessions/ports/folderTrust.ts'
import { scrubEnvironment } from '../install/environment.ts'
import { type PersonalSettings, rulesForOthers } from './personalSettings.ts'
import { pinnedEnvironment } from './pins.ts'

export interface LaunchFacts {
  /** Who is billed has become `token` already. */
  readonly launch: Omit<AgentLaunch, 'user_id' | 'needs_own_token'>
  /** The id of Claude's conversation; another one than the session's after `/clear`. */
  readonly conversationId: string
  /** A fresh id, for `PROCESS_MARK`. */
  readonly processMark: string
  readonly token: string | null
  readonly apiBaseUrl: string | null
  /** What its folder brings, and whether that is in force. */
  readonly folder: InspectedFolder
  /** The machine owner's own settings of Claude Code. */
  readonly personal: PersonalSettings
  /** What the person has in a terminal. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The session's own variables. Their names were checked; their values are secrets. */
  readonly variables: Readonly<Record<string, string>>
  /** Its MCP servers, as `--mcp-config` takes them; null: none. */
  readonly servers: string | null
  readonly platform: NodeJS.Platform
  readonly isRoot: boolean
  /** Claude Code's version. */
  readonly version: string
}

export interface LaunchPlan {
  readonly args: readonly string[]
  /** What `--settings` says, where the arguments do not. */
  readonly settings: object
  readonly env: Record<string, string>
  /** For `SECRET_FD`; null: nothing is handed over that way. */
  readonly secret: string | null
  /** What is never logged or shown. */
  readonly hidden: readonly string[]
}

/**
 * Mark a process and all it starts, so that they are found when their parent is gone: by the session (all that is
 * known after a restart), and by this very process.
 */
export const SESSION_MARK = 'HOMEPORT_SESSION'
export const PROCESS_MARK = 'HOMEPORT_AGENT'

/**
 * How Claude Code is to be started.
 *
 * The token goes by file descriptor. Windows inherits no descriptor above 2; there the token is in Claude's
 * environment, where its tools can read it (decision 0015).
 */
export function planLaunch(facts: LaunchFacts): LaunchPlan {
  const env: Record<string, string> = {
    ...withVariables(scrubEnvironment(environmentOf(facts), { keepCredentials: facts.token === null }), facts),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    ...(facts.launch.in_terminal === true ? terminalVariables(facts.folder) : CHAT_VARIABLES),
    [SESSION_MARK]: facts.launch.session_id,
    [PROCESS_MARK]: facts.processMark,
  }
  if (facts.apiBaseUrl !== null) {
    env['ANTHROPIC_BASE_URL'] = facts.apiBaseUrl
  } else if (facts.token !== null) {
    delete env['ANTHROPIC_BASE_URL']
  }
  if (!facts.folder.isInForce) {
    // A folder's scheduled prompts would run by themselves whatever its setting sources are (measured).
    env['CLAUDE_CODE_DISABLE_CRON'] = '1'
    env['CLAUDE_CODE_IGNORE_PERSISTED_TRUST'] = '1'
  }
  if (facts.launch.start === 'resume_interrupted') {
    env['CLAUDE_CODE_RESUME_INTERRUPTED_TURN'] = '1'
  }
  const settings = settingsOf(facts)
  const hidden = [...(facts.token === null ? [] : [facts.token]), ...Object.values(facts.variables)]
  if (facts.token === null) {
    return { args: planArgs(facts), settings, env, secret: null, hidden }
  }
  const names = namesOf(facts.token)
  if (facts.platform === 'win32') {
    env[names.variable] = facts.token
    return { args: planArgs(facts), settings, env, secret: null, hidden }
  }
  env[names.descriptor] = String(SECRET_FD)
  return { args: planArgs(facts), settings, env, secret: facts.token, hidden }
}

/** Windows knows no case in the names of variables: of two, the session's own counts. */
function withVariables(
  env: Readonly<Record<string, string>>,
  { variables, platform }: Pick<LaunchFacts, 'variables' | 'platform'>,
): Record<string, string> {
  const own = new Set(Object.keys(variables).map((name) => name.toUpperCase()))
  const others = Object.entries(env).filter(([name]) => platform !== 'win32' || !own.has(name.toUpperCase()))
  return { ...Object.fromEntries(others), ...variables }
}

const CHAT_VARIABLES = {
  CLAUDE_CODE_EMIT_SESSION_STATE_EVENTS: '1',
  // Copies of files before its tools change them: what can be put back.
  CLAUDE_CODE_ENABLE_SDK_FILE_CHECKPOINTING: '1',
}

/**
 * Its own interface draws into the scrollback, where it can be read later and searched. Whether the folder is trusted was asked
 * here already.
 */
function terminalVariables({ isInForce }: InspectedFolder): Record<string, string> {
  return { CLAUDE_CODE_DISABLE_ALTERNATE_SCREEN: '1', ...(isInForce ? { CLAUDE_CODE_SANDBOXED: '1' } : {}) }
}

/**
 * Why Claude Code would refuse to start like this, in words; null when it would not.
 */
export function launchProblem({ launch, env, isRoot }: Pick<LaunchFacts, 'launch' | 'env' | 'isRoot'>): string | null {
  if (launch.permission_mode === 'bypassPermissions' && isRoot && env['IS_SANDBOX'] !== '1') {
    return (
      'Claude Code does not run without asking ("bypassPermissions") as root. Choose another permission mode, ' +
      'run Homeport as an ordinary user, or set IS_SANDBOX=1 where this machine is a throw-away container.'
    )
  }
  return null
}

function namesOf(token: string): typeof API_KEY {
  return isOauthToken(token) ? OAUTH : API_KEY
}

const API_KEY = { variable: 'ANTHROPIC_API_KEY', descriptor: 'CLAUDE_CODE_API_KEY_FILE_DESCRIPTOR' }
const OAUTH = { variable: 'CLAUDE_CODE_OAUTH_TOKEN', descriptor: 'CLAUDE_CODE_OAUTH_TOKEN_FILE_DESCRIPTOR' }

/**
 * "Auto" lets a classifier at Anthropic decide instead of the person, also while planning; behind another API it
 * denies everything. Homeport asks the person.
 */
const SETTINGS = { permissions: { disableAutoMode: 'disable' }, useAutoModeDuringPlan: false }

/**
 * A key in Claude Code's own settings (or a helper that prints one) would win over the token that it is given, and its
 * owner would be billed; a project's settings could send the token elsewhere. Settings on the command line win over those
 * files; on Windows also over the environment, where the token is then.
 */
function settingsOf(facts: LaunchFacts): object {
  const { token, platform, apiBaseUrl, env, folder, launch } = facts
  const personal = facts.personal.env
  const pinned = pinnedEnvironment({ hasToken: token !== null, apiBaseUrl, env, personal, foreign: folder.environment })
  if (token !== null && platform === 'win32') {
    delete pinned[namesOf(token).variable]
  }
  const { deny, ask, ...strict } = folder.isOwners ? NOTHING_STRICT : permissionsForOthers(facts.personal)
  const permissions = {
    ...SETTINGS.permissions,
    allow: folder.allow,
    // Handed over again while it runs; here so that nothing runs before.
    deny: [...deny, ...keptRules(folder, 'deny'), ...(launch.setup?.denied_tools ?? [])],
    ask: [...ask, ...keptRules(folder, 'ask')],
    additionalDirectories: [...folder.folders, ...(launch.setup?.additional_folders ?? [])],
    ...strict,
  }
  const more = folder.isOwners ? {} : settingsForOthers(facts)
  return { ...SETTINGS, ...more, permissions, ...(token === null ? {} : { apiKeyHelper: '' }), env: pinned }
}

/**
 * A session of somebody else does not read the owner's settings. From here come what forbids, where the owner lends their
 * login the command that prints its key, and how long conversations are kept: each process removes old ones of the whole
 * machine, after a month where nothing is said (measured). What the owner wrote for Claude, and what Claude noted about
 * the folder in the owner's sessions, is read whatever the setting sources are (measured), so it is left out by name.
 */
function settingsForOthers({ personal, folder, platform }: LaunchFacts): object {
  const { apiKeyHelper, cleanupPeriodDays } = personal
  return {
    deniedMcpServers: folder.withheldServers.map((serverName) => ({ serverName })),
    claudeMdExcludes: [globBelow(personal.folder, platform)],
    autoMemoryEnabled: false,
    cleanupPeriodDays: cleanupPeriodDays ?? CLEANUP_DAYS,
    ...(apiKeyHelper === null ? {} : { apiKeyHelper }),
  }
}

/** What Claude Code takes where nothing is said. */
const CLEANUP_DAYS = 30

/** A pattern for everything below a folder, whose own name means itself. On Windows `\\` separates, and escapes nothing. */
function globBelow(folder: string, platform: NodeJS.Platform): string {
  const plain =
    platform === 'win32' ? folder.replaceAll('\\', '/') : folder.replaceAll(/[\\*?[\]{}()!+@|]/g, String.raw`\$&`)
  return `${plain}/**`
}

interface StrictPermissions {
  readonly deny: readonly string[]
  readonly ask: readonly string[]
}

const NOTHING_STRICT: StrictPermissions = { deny: [], ask: [] }

/** Of what a person keeps in Homeport. Those that allow are handed over while it runs, and so can be taken back. */
function keptRules({ rules }: InspectedFolder, wanted: 'deny' | 'ask'): string[] {
  return rules.filter(({ source, behavior }) => source === KEPT && behavior === wanted).map(({ rule }) => rule)
}

function permissionsForOthers(personal: PersonalSettings): StrictPermissions {
  const strict = rulesForOthers(personal)
  const rules = (wanted: string) => strict.filter(({ behavior }) => behavior === wanted).map(({ rule }) => rule)
  const bypass = personal.forbidsBypass ? { disableBypassPermissionsMode: 'disable' } : {}
  return { deny: rules('deny'), ask: rules('ask'), ...bypass }
}

/** What the owner sets for Claude Code is how the machine reaches the internet, for everybody on it. */
function environmentOf({ env, personal, folder }: LaunchFacts): LaunchFacts['env'] {
  return folder.isOwners ? env : { ...env, ...personal.env }
}

/**
 * The person's own settings alone while the folder is not in force: no hook, rule, server, environment, helper, agent or
 * skill of it. `~/.claude` is the machine owner's: in sessions of others nothing of it runs or allows anything. null: all.
 */
function settingSources({ isInForce, isOwners }: InspectedFolder): string | null {
  if (isOwners) {
    return isInForce ? null : 'user'
  }
  return isInForce ? 'project,local' : ''
}

function planArgs(facts: LaunchFacts): string[] {
  const { launch, conversationId, version, folder } = facts
  const sources = settingSources(folder)
  const options = {
    ...(launch.in_terminal === true ? terminalOptions(facts) : chatOptions(facts)),
    '--allowedTools': TASK_TOOLS.join(','),
    ...conversationOf(launch, conversationId),
    ...(launch.setup?.system_prompt === undefined ? {} : { '--append-system-prompt': launch.setup.system_prompt }),
    ...(launch.model === null ? {} : { '--model': launch.model }),
    ...(launch.effort === null || !isRecent(version) ? {} : { '--effort': launch.effort }),
    ...(sources === null ? {} : { '--setting-sources': sources }),
    ...(facts.servers === null ? {} : { '--mcp-config': facts.servers }),
  }
  const fork = launch.fork === undefined ? [] : ['--fork-session']
  return [...(launch.in_terminal === true ? [] : chatSwitches(version)), ...fork, ...Object.entries(options).flat()]
}

/** Its settings are in a file: more is added to them there. Its own interface would begin in another mode than `default`. */
function terminalOptions({ launch, folder, version }: LaunchFacts): Record<string, string> {
  const mode = permissionMode(launch, folder)
  return { '--permission-mode': mode === 'default' && isRecent(version) ? 'manual' : mode }
}

function chatOptions(facts: LaunchFacts): Record<string, string> {
  return {
    '--output-format': 'stream-json',
    '--input-format': 'stream-json',
    '--permission-prompt-tool': 'stdio',
    '--permission-mode': permissionMode(facts.launch, facts.folder),
    '--settings': JSON.stringify(settingsOf(facts)),
  }
}

function chatSwitches(version: string): readonly string[] {
  const recent = isRecent(version) ? ['--forward-subagent-text', '--include-hook-events'] : []
  return ['-p', '--verbose', '--include-partial-messages', ...recent]
}

/** In which conversation it is to go on, and from which one a new one is to begin. */
function conversationOf({ start, fork }: LaunchFacts['launch'], conversationId: string): Record<string, string> {
  if (fork !== undefined) {
    const { conversation_id, resume_at } = fork
    return { '--resume': conversation_id, '--resume-session-at': resume_at, '--session-id': conversationId }
  }
  return { [start === 'new' ? '--session-id' : '--resume']: conversationId }
}

/** What somebody chose; else what the folder wants, where that counts. */
export function permissionMode(
  { permission_mode, permission_mode_chosen }: Pick<AgentLaunch, 'permission_mode' | 'permission_mode_chosen'>,
  { mode }: Pick<InspectedFolder, 'mode'>,
): PermissionMode {
  return permission_mode_chosen ? permission_mode : (mode ?? 'default')
}

/** Older versions end at once when they meet a switch that they do not know. */
function isRecent(version: string): boolean {
  return version.localeCompare('2.1.329', 'en', { numeric: true }) >= 0
}
