import { HomeportError } from '#shared/errors.ts'
import { nearestName } from './nearestName.ts'
import type { Paths } from './paths.ts'
import { type SettingKey, type SettingValues, isSettingKey, settingKeys, settingTable } from './settingTable.ts'
import { settingVariable } from './settingTable.ts'
import { type FileSetting, readSettingsFile } from './settingsFile.ts'

type Section<Key> = Key extends `${infer Head}.${string}` ? Head : Key
type Below<Flat, Head extends string> = {
  [Key in keyof Flat as Key extends `${Head}.${infer Rest}` ? Rest : never]: Flat[Key]
}
/** `a.b` and `a.c` as `{ a: { b, c } }`. */
type Nested<Flat> = {
  readonly [Head in Section<keyof Flat & string>]: Head extends keyof Flat ? Flat[Head] : Nested<Below<Flat, Head>>
}

/** Every setting as the program reads it: `limits.requests_per_minute` is `settings.limits.requests_per_minute`. */
export type Settings = Nested<Omit<SettingValues, 'github.api_url'> & { readonly 'github.api_url': string }>

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
  const unknown = file.find((setting) => !isSettingKey(setting.key) && !isEmptySection(setting))
  if (unknown !== undefined) {
    throw isSecretLike(unknown.key) ? misplacedSecret(unknown) : notASetting(unknown)
  }
  const nested: Record<string, unknown> = {}
  for (const key of settingKeys) {
    put(nested, key.split('.'), valueOf(key, strongest(key, sources, file)))
  }
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the table's own types read each value, and `put` nests by the same dots as `Nested`
  const settings = nested as Nested<SettingValues>
  const { github } = settings
  return { ...settings, github: { ...github, api_url: github.api_url ?? apiOf(github.base_url) } }
}

function put(into: Record<string, unknown>, [head = '', ...below]: readonly string[], value: unknown): void {
  if (below.length === 0) {
    into[head] = value
    return
  }
  const section: Record<string, unknown> = {}
  Object.assign(section, into[head])
  put(section, below, value)
  into[head] = section
}

/** @throws HomeportError SETTINGS_001 when it does not fit. */
function valueOf(key: SettingKey, given: FileSetting | undefined): unknown {
  const { type, initial } = settingTable[key]
  if (given === undefined) {
    return initial
  }
  const parsed = type.safeParse(given.value)
  if (!parsed.success) {
    throw bad(given, `${parsed.error.issues[0]?.message ?? 'is not valid'}.`)
  }
  return parsed.data
}

function apiOf(githubUrl: string): string {
  return githubUrl === 'https://github.com' ? 'https://api.github.com' : `${githubUrl}/api/v3`
}

/** `claude:` with nothing below it. */
function isEmptySection({ key, value }: FileSetting): boolean {
  return value === null && settingKeys.some((known) => known.startsWith(`${key}.`))
}

/** What the strongest source says; null in a file means: not set. */
function strongest(key: SettingKey, sources: SettingsSources, file: readonly FileSetting[]): FileSetting | undefined {
  const flag = sources.flags?.[key]
  if (flag !== undefined) {
    return { key, value: flag, place: `The flag --${key.replaceAll(/[._]/g, '-')}` }
  }
  const variable = settingVariable(key)
  const said = sources.env[variable]
  if (said !== undefined && said !== '') {
    return { key, value: said, place: `The environment variable ${variable}` }
  }
  return file.findLast((setting) => setting.key === key && setting.value !== null)
}

function isSecretLike(key: string): boolean {
  return /secret|passw|passphrase|token|credential|api_?key|private_?key/i.test(key)
}

function misplacedSecret(setting: FileSetting): HomeportError {
  return bad(
    setting,
    'looks like a secret. Secrets are kept in the vault, never in this file: take the line out, and give the secret where it is asked for (the page, or "homeport github --client-secret-stdin").',
  )
}

function notASetting(setting: FileSetting): HomeportError {
  return bad(setting, `is not a setting. Did you mean "${nearestName(setting.key, settingKeys)}"?`)
}

function bad({ key, place }: Omit<FileSetting, 'value'>, reason: string): HomeportError {
  return new HomeportError('SETTINGS_001', `${place}: "${key}" ${reason}`, { details: { key, place } })
}
