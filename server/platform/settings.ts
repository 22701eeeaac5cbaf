import { isAbsolute, join } from 'node:path'
import { homedir } from 'node:os'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import { logLevels } from './log.ts'
import { nearestName } from './nearestName.ts'
import type { Paths } from './paths.ts'
import { type FileSetting, readSettingsFile } from './settingsFile.ts'

const address = z
  .url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' })
  .refine((text) => !/^\w+:\/\/[^/]*@/.test(text), { error: 'must not hold a user name or password' })
  .transform((text) => text.replace(/\/+$/, ''))

/** Every setting: what it takes and what it is for. A key belongs here only when something obeys it. */
const Schema = z.object({
  'claude.path': z
    .string('must be a path')
    .transform((text) => (/^~[/\\]/.test(text) ? join(homedir(), text.slice(2)) : text))
    .refine((text) => isAbsolute(text), { error: 'must be an absolute path' })
    .nullable()
    .default(null)
    .describe('The Claude Code binary. Unset: it is looked for.'),
  'claude.api_base_url': address
    .nullable()
    .default(null)
    .describe('The Messages API for token validation and every Claude Code process. Unset: Anthropic.'),
  'github.client_id': z
    .string('must be text')
    .regex(/^[\w.-]{1,100}$/, { error: 'must be the client id of a GitHub OAuth app' })
    .nullable()
    .default(null)
    .describe('The GitHub OAuth app to sign in with. Unset: nobody signs in with GitHub.'),
  'github.base_url': address
    .nullable()
    .default('https://github.com')
    .transform((url) => url ?? 'https://github.com')
    .describe('Where people sign in: github.com, or a GitHub Enterprise server.'),
  'github.api_url': address
    .nullable()
    .default(null)
    .describe('Its API. Unset: api.github.com, or /api/v3 on the Enterprise server.'),
  vault: z
    .enum(['keychain', 'file', 'memory'], { error: 'must be keychain, file or memory' })
    .default('keychain')
    .describe('Where secrets rest. file: encrypted file in the data directory · memory: gone with the process.'),
  port: whole({ from: 0, to: 65_535 }).default(4170).describe('The loopback port; 0: any free one.'),
  'limits.connections_per_user': whole({ from: 1, to: 1000 })
    .default(3)
    .describe('WebSocket connections that one user may have open from other devices.'),
  'limits.requests_per_minute': whole({ from: 1, to: 100_000 })
    .default(100)
    .describe('Requests per address from other devices: so many at once, then so many per minute.'),
  'log.level': z
    .enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` })
    .default('info')
    .describe('The least important log entries that are kept.'),
})

/** A number; environment variables give it as text. */
function whole({ from, to }: { from: number; to: number }) {
  const range = `must be ${from} to ${to}`
  return z.preprocess(
    (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
    z.int('must be a whole number').min(from, range).max(to, range),
  )
}

export type SettingKey = keyof z.infer<typeof Schema>

const keys = Schema.keyof().options

export interface Settings {
  readonly claude: { readonly path: string | null; readonly api_base_url: string | null }
  readonly github: { readonly client_id: string | null; readonly base_url: string; readonly api_url: string }
  readonly vault: 'keychain' | 'file' | 'memory'
  /** 0: any free one. */
  readonly port: number
  readonly limits: { readonly connections_per_user: number; readonly requests_per_minute: number }
  readonly log: { readonly level: (typeof logLevels)[number] }
}

/** The environment variable of each setting. */
const settingVariables: Readonly<Record<SettingKey, string>> = {
  'claude.path': 'HOMEPORT_CLAUDE_PATH',
  'claude.api_base_url': 'HOMEPORT_ANTHROPIC_BASE_URL',
  'github.client_id': 'HOMEPORT_GITHUB_CLIENT_ID',
  'github.base_url': 'HOMEPORT_GITHUB_BASE_URL',
  'github.api_url': 'HOMEPORT_GITHUB_API_URL',
  vault: 'HOMEPORT_VAULT',
  port: 'HOMEPORT_PORT',
  'limits.connections_per_user': 'HOMEPORT_LIMITS_CONNECTIONS_PER_USER',
  'limits.requests_per_minute': 'HOMEPORT_LIMITS_REQUESTS_PER_MINUTE',
  'log.level': 'HOMEPORT_LOG_LEVEL',
}

export interface SettingsSources {
  readonly paths: Pick<Paths, 'settingsFile'>
  readonly env: NodeJS.ProcessEnv
  /** What the command line said, by setting: `{ port: '0', vault: 'file' }`. Undefined ones were not given. */
  readonly flags?: Partial<Readonly<Record<SettingKey, string | number | undefined>>>
}

/**
 * Flags win over environment variables, these over `settings.yaml`, that over the defaults. A missing file is fine.
 * @throws HomeportError SETTINGS_001 naming the file, line and key (or the variable, or the flag) of what is wrong,
 * and for an unknown key the nearest one there is.
 */
export function loadSettings(sources: SettingsSources): Settings {
  const file = readSettingsFile(sources.paths.settingsFile)
  const unknown = file.find((setting) => !isKey(setting.key) && !isEmptySection(setting))
  if (unknown !== undefined) {
    throw bad(unknown, `is not a setting. Did you mean "${nearestName(unknown.key, keys)}"?`)
  }
  const given = keys.flatMap((key) => strongest(key, sources, file) ?? [])
  const parsed = Schema.safeParse(Object.fromEntries(given.map(({ key, value }) => [key, value])))
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const culprit = given.find(({ key }) => key === issue?.path[0])
    throw bad(culprit ?? { key: '?', place: 'The settings' }, `${issue?.message ?? 'is not valid'}.`)
  }
  const { vault, port, ...rest } = parsed.data
  return {
    claude: { path: rest['claude.path'], api_base_url: rest['claude.api_base_url'] },
    github: {
      client_id: rest['github.client_id'],
      base_url: rest['github.base_url'],
      api_url: rest['github.api_url'] ?? apiOf(rest['github.base_url']),
    },
    vault,
    port,
    limits: {
      connections_per_user: rest['limits.connections_per_user'],
      requests_per_minute: rest['limits.requests_per_minute'],
    },
    log: { level: rest['log.level'] },
  }
}

function apiOf(githubUrl: string): string {
  return githubUrl === 'https://github.com' ? 'https://api.github.com' : `${githubUrl}/api/v3`
}

function isKey(key: string): boolean {
  return keys.some((known) => known === key)
}

/** `claude:` with nothing below it. */
function isEmptySection({ key, value }: FileSetting): boolean {
  return value === null && keys.some((known) => known.startsWith(`${key}.`))
}

/** What the strongest source says; null in a file means: not set. */
function strongest(key: SettingKey, sources: SettingsSources, file: readonly FileSetting[]): FileSetting | undefined {
  const flag = sources.flags?.[key]
  if (flag !== undefined) {
    return { key, value: flag, place: `The flag --${key.replaceAll(/[._]/g, '-')}` }
  }
  const variable = sources.env[settingVariables[key]]
  if (variable !== undefined && variable !== '') {
    return { key, value: variable, place: `The environment variable ${settingVariables[key]}` }
  }
  return file.findLast((setting) => setting.key === key && setting.value !== null)
}

function bad({ key, place }: Omit<FileSetting, 'value'>, reason: string): HomeportError {
  return new HomeportError('SETTINGS_001', `${place}: "${key}" ${reason}`, { details: { key, place } })
}
