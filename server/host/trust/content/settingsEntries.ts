import type { Brought } from '#shared/session/trust.ts'
import type { PermissionRule } from '#server/host/sessions/ports/folderTrust.ts'

/** What a file brings, before it is known which file it was. */
export interface Entry {
  readonly kind: Brought['kind']
  readonly text: string
  /** It only forbids, or only changes how things look: no reason for trust to be asked for. */
  readonly isHarmless: boolean
  /** Texts of commands in it. */
  readonly commands?: readonly string[]
  /** Names of folders in it whose every file counts. */
  readonly trees?: readonly string[]
}

/**
 * What the command line must know of: rules and folders, which without trust of its own Claude Code leaves out of project
 * files; the mode; and which variables are set.
 */
export interface Grants {
  readonly allow: readonly string[]
  readonly folders: readonly string[]
  readonly defaultMode: string | null
  /** The names of the variables that it sets. */
  readonly environment: readonly string[]
  readonly rules: readonly Pick<PermissionRule, 'behavior' | 'rule'>[]
}

export const NO_GRANTS: Grants = { allow: [], folders: [], defaultMode: null, environment: [], rules: [] }

const RULED = ['allow', 'deny', 'ask'] as const

/** Everything in a `settings.json`, one entry each: what is not known is listed as it is. null: it is no object. */
export function settingsEntries(settings: unknown): { entries: Entry[]; grants: Grants } | null {
  if (!isObject(settings)) {
    return null
  }
  const entries = Object.entries(settings).flatMap(([name, value]) => entriesOf(name, value))
  const permissions = isObject(settings['permissions']) ? settings['permissions'] : {}
  const { defaultMode } = permissions
  return {
    entries,
    grants: {
      allow: strings(permissions['allow']),
      folders: strings(permissions['additionalDirectories']),
      defaultMode: typeof defaultMode === 'string' ? defaultMode : null,
      environment: isObject(settings['env']) ? Object.keys(settings['env']) : [],
      rules: RULED.flatMap((behavior) => strings(permissions[behavior]).map((rule) => ({ behavior, rule }))),
    },
  }
}

function entriesOf(name: string, value: unknown): Entry[] {
  return KNOWN.get(name)?.(value) ?? [runs('other', `${name}: ${shown(value)}`, value)]
}

/** The servers of a `.mcp.json`. null: it is not one. */
export function serverEntries(config: unknown): Entry[] | null {
  const servers = isObject(config) ? config['mcpServers'] : undefined
  if (!isObject(config) || (servers !== undefined && !isObject(servers))) {
    return null
  }
  return Object.entries(servers ?? {}).map(([name, server]) => runs('mcp_server', `${name}: ${shown(server)}`, server))
}

const KNOWN: ReadonlyMap<string, (value: unknown) => Entry[]> = new Map(
  Object.entries<(value: unknown) => Entry[]>({
    hooks: (value) => (isObject(value) ? Object.entries(value).flatMap(hooksOf) : [runs('hook', shown(value), value)]),
    permissions: (value) =>
      isObject(value) ? Object.entries(value).flatMap(permissionsOf) : [asks('permission_rule', shown(value))],
    env: (value) =>
      isObject(value)
        ? Object.entries(value).map(([name, text]) => runs('environment', `${name}=${plain(text)}`, text))
        : [asks('environment', shown(value))],
    enabledMcpjsonServers: (value) => [asks('mcp_server', `enabledMcpjsonServers: ${shown(value)}`)],
    enableAllProjectMcpServers: (value) => [asks('mcp_server', `enableAllProjectMcpServers: ${shown(value)}`)],
    ...Object.fromEntries(
      [
        'apiKeyHelper',
        'awsAuthRefresh',
        'awsCredentialExport',
        'fileSuggestion',
        'gcpAuthRefresh',
        'otelHeadersHelper',
        'proxyAuthHelper',
        'statusLine',
        'subagentStatusLine',
      ].map((name) => [name, (value: unknown) => [runs('helper', `${name}: ${plain(value)}`, value)]]),
    ),
    // Plugins may come from a folder of the project's.
    extraKnownMarketplaces: (value) => [
      { ...asks('other', `extraKnownMarketplaces: ${shown(value)}`), trees: stringsIn(value) },
    ],
    // Appearance, and texts for a person: nothing runs, nothing is allowed.
    ...Object.fromEntries(
      [
        '$schema',
        'attribution',
        'disabledMcpjsonServers',
        'includeCoAuthoredBy',
        'language',
        'respectGitignore',
        'spinnerTipsEnabled',
      ].map((name) => [name, () => []]),
    ),
  }),
)

function hooksOf([event, groups]: [string, unknown]): Entry[] {
  const list = Array.isArray(groups) ? groups : [groups]
  return list.map((group) => runs('hook', `${event}: ${shown(group)}`, group))
}

/** Rules that forbid or ask, and modes that ask more than the usual one, only make a session stricter. */
function permissionsOf([name, value]: [string, unknown]): Entry[] {
  const list = Array.isArray(value) ? value : [value]
  const isStrict =
    STRICT_LISTS.has(name) || (name === 'defaultMode' && typeof value === 'string' && STRICT_MODES.has(value))
  return list.map((rule) => ({ kind: 'permission_rule', text: `${name}: ${plain(rule)}`, isHarmless: isStrict }))
}

const STRICT_LISTS = new Set(['deny', 'ask', 'disableBypassPermissionsMode', 'disableAutoMode'])
const STRICT_MODES = new Set(['default', 'manual', 'plan', 'dontAsk'])

function asks(kind: Brought['kind'], text: string): Entry {
  return { kind, text, isHarmless: false }
}

function runs(kind: Brought['kind'], text: string, value: unknown): Entry {
  return { ...asks(kind, text), commands: stringsIn(value) }
}

/** Every string in a value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value]
  }
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : shown(value)
}

function shown(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? 'null'
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
