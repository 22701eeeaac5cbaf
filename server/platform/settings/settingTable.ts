import * as z from 'zod'
import type { SettingGroup } from '#shared/operations/settings.ts'
import { logLevels } from '../log/log.ts'
import { gitSettings } from './gitSettings.ts'
import { remoteSettings } from './remoteSettings.ts'
import { notificationSettings } from './notificationSettings.ts'
import { sessionSettings } from './sessionSettings.ts'
import { storageSettings } from './storageSettings.ts'
import { terminalSettings } from './terminalSettings.ts'
import { absolutePath, address, whole, word, yesNo } from './settingKinds.ts'

/** When a changed value is applied. `new_sessions`: by Claude Code processes that start from then on. */
export type SettingEffect = 'now' | 'new_sessions' | 'restart'

/**
 * Who may change it. `local`: only somebody at this machine, for what could lock the owner out or open the machine
 * (who may enter, addresses and ports, vault, what is run). `manage`: whoever has that scope, from anywhere.
 */
export type ChangeableBy = 'local' | 'manage'

interface SettingSpec<T extends z.ZodType, I> {
  /** Turns the text of the file, the environment or a flag into the value that the program uses. */
  readonly type: T
  /** What holds while nobody says anything; null: unset. */
  readonly initial: I
  readonly group: SettingGroup
  /** Its name for people. */
  readonly label: string
  /** A sentence or two for people. */
  readonly about: string
  /** What a number counts. */
  readonly unit?: string
  readonly effect: SettingEffect
  readonly changeableBy: ChangeableBy
  /** Where the name does not follow the rule: `limits.per_user` is HOMEPORT_LIMITS_PER_USER. */
  readonly variable?: string
}

function setting<T extends z.ZodType, const I extends z.output<T> | null>(spec: SettingSpec<T, I>): SettingSpec<T, I> {
  return spec
}

/** Every setting, one row each. A key belongs here only when something applies it. */
export const settingTable = {
  'claude.path': setting({
    group: 'claude',
    label: 'Claude Code program',
    type: absolutePath,
    initial: null,
    about: 'The Claude Code binary. Unset: it is looked for.',
    effect: 'new_sessions',
    changeableBy: 'local',
  }),
  'claude.api_base_url': setting({
    group: 'claude',
    label: 'Address of the Messages API',
    type: address,
    initial: null,
    about: 'The Messages API for token validation and every Claude Code process. Unset: Anthropic.',
    effect: 'new_sessions',
    changeableBy: 'local',
    variable: 'HOMEPORT_ANTHROPIC_BASE_URL',
  }),
  'claude.share_login': setting({
    group: 'claude',
    label: 'Share my Claude account',
    type: yesNo,
    initial: false,
    about: 'Whether sessions of other people who have no Claude token of their own may bill yours, or your login.',
    effect: 'new_sessions',
    changeableBy: 'local',
  }),
  'claude.warm_spare': setting({
    group: 'claude',
    label: 'Keep one started',
    type: yesNo,
    initial: false,
    about:
      'Whether a Claude Code is kept started for each person’s next session, in the folder of their last one, for ten minutes: a new session there answers sooner, and about 200 MB of memory wait for it.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'github.client_id': setting({
    group: 'sign_in',
    label: 'GitHub app',
    type: z.string('must be text').regex(/^[\w.-]{1,100}$/, { error: 'must be the client id of a GitHub OAuth app' }),
    initial: null,
    about: 'The GitHub OAuth app to sign in with. Unset: nobody signs in with GitHub.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'github.base_url': setting({
    group: 'sign_in',
    label: 'GitHub server',
    type: address,
    initial: 'https://github.com',
    about: 'Where people sign in: github.com, or a GitHub Enterprise server.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'github.api_url': setting({
    group: 'sign_in',
    label: 'GitHub API',
    type: address,
    initial: null,
    about: 'Its API. Unset: api.github.com, or /api/v3 on the Enterprise server.',
    effect: 'now',
    changeableBy: 'local',
  }),
  vault: setting({
    group: 'advanced',
    label: 'Where secrets rest',
    type: word(['keychain', 'file', 'memory'], 'must be keychain, file or memory'),
    initial: 'keychain',
    about: 'Where secrets rest. file: encrypted file in the data directory · memory: gone with the process.',
    effect: 'restart',
    changeableBy: 'local',
  }),
  port: setting({
    group: 'advanced',
    label: 'Port on this machine',
    type: whole({ from: 0, to: 65_535 }),
    initial: 4170,
    about: 'The loopback port; 0: any free one.',
    effect: 'restart',
    changeableBy: 'local',
  }),
  ...sessionSettings,
  'limits.connections_per_user': setting({
    group: 'limits',
    label: 'Connections per person',
    unit: 'connections',
    type: whole({ from: 1, to: 1000 }),
    initial: 3,
    about: 'WebSocket connections that one user may have open from other devices.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'limits.requests_per_minute': setting({
    group: 'limits',
    label: 'Requests per address',
    unit: 'per minute',
    type: whole({ from: 1, to: 100_000 }),
    initial: 100,
    about: 'Requests per address from other devices, at once and then per minute; ten times as many files of the page.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'pairing.allowed': setting({
    group: 'sign_in',
    label: 'Let paired devices in',
    type: yesNo,
    initial: true,
    about: 'Whether devices may be paired, and paired ones enter. No: other devices sign in with GitHub alone.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'pairing.with_github': setting({
    group: 'sign_in',
    label: 'Require pairing and GitHub',
    type: yesNo,
    initial: false,
    about:
      'Whether other devices need both: to be paired, and a sign-in with GitHub in the same browser. Links of this machine and access tokens stay as they are.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'pairing.lasts_days': setting({
    group: 'sign_in',
    label: 'Paired devices stay for',
    unit: 'days',
    type: whole({ from: 1, to: 365 }),
    initial: 30,
    about: 'How long a device that is paired from now on stays so without being used.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'limits.file_mib': setting({
    group: 'limits',
    label: 'Largest file',
    unit: 'MiB',
    type: whole({ from: 1, to: 1_000_000 }),
    initial: 10,
    about: 'How large a file may be that is uploaded to the folder of a session, or written there.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'limits.workspace_mib': setting({
    group: 'limits',
    label: 'Size of a folder that Homeport made',
    unit: 'MiB',
    type: whole({ from: 1, to: 10_000_000 }),
    initial: 100,
    about:
      'How much the folder of a session may hold by uploads, where Homeport made it. Folders of your own have no bound.',
    effect: 'now',
    changeableBy: 'local',
  }),
  ...storageSettings,
  ...terminalSettings,
  ...remoteSettings,
  ...gitSettings,
  ...notificationSettings,
  'log.level': setting({
    group: 'advanced',
    label: 'Detail of the logs',
    type: word(logLevels, `must be one of ${logLevels.join(', ')}`),
    initial: 'info',
    about: 'The least important log entries that are kept.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'updates.channel': setting({
    group: 'updates',
    label: 'Versions to fetch',
    type: word(['stable', 'beta'], 'must be stable or beta'),
    initial: 'stable',
    about: 'Which versions the desktop program fetches for itself.',
    effect: 'now',
    changeableBy: 'local',
  }),
  'updates.url': setting({
    group: 'updates',
    label: 'Where versions are listed',
    type: address,
    initial: null,
    about: 'The https folder with the lists of versions. Unset: where the package says.',
    effect: 'restart',
    changeableBy: 'local',
  }),
} as const

export type SettingKey = keyof typeof settingTable

/** What the program reads, by key. */
export type SettingValues = {
  readonly [K in SettingKey]:
    | z.output<(typeof settingTable)[K]['type']>
    | Extract<(typeof settingTable)[K]['initial'], null>
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the very keys of the table above
export const settingKeys = Object.keys(settingTable) as SettingKey[]

export function isSettingKey(key: string): key is SettingKey {
  return Object.hasOwn(settingTable, key)
}

/** The environment variable of a setting. */
export function settingVariable(key: SettingKey): string {
  const spec = settingTable[key]
  return 'variable' in spec && spec.variable !== undefined ? spec.variable : byRule(key)
}

function byRule(key: SettingKey): string {
  return `HOMEPORT_${key.replaceAll('.', '_').toUpperCase()}`
}
