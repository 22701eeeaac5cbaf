import { HomeportError } from '#shared/errors.ts'
import type { Paths } from '../files/paths.ts'
import {
  type SettingKey,
  type SettingValues,
  isSettingKey,
  settingKeys,
  settingTable,
  settingVariable,
} from './settingTable.ts'
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

/** Who said a value; `default`: nobody. */
export type SettingOrigin =
  | { readonly kind: 'default' }
  | { readonly kind: 'file'; readonly line: number }
  | { readonly kind: 'environment' | 'flag'; readonly name: string }

export interface SettingsReading {
  readonly settings: Settings
  /** Each value by its key, as the settings' types read it. */
  readonly values: Readonly<Record<SettingKey, unknown>>
  readonly origins: Readonly<Record<SettingKey, SettingOrigin>>
}

/**
 * Flags win over environment variables, these over `settings.yaml`, that over the defaults. A missing file is fine.
 * @throws HomeportError SETTINGS_001 naming the file, line and key (or the variable, or the flag) of what is wrong,
 * and for an unknown key the nearest one there is.
 */
export function loadSettings(sources: SettingsSources): Settings {
  return readSettings(sources).settings
}

/** The same, with who said what. @throws HomeportError as `loadSettings`. */
export function readSettings(sources: SettingsSources): SettingsReading {
  const file = readSettingsFile(sources.paths.settingsFile)
  const unknown = file.find((setting) => !isSettingKey(setting.key) && !isEmptySection(setting))
  if (unknown !== undefined) {
    throw noSetting(unknown)
  }
  const given = settingKeys.map((key) => ({ key, said: highestPrecedence(key, sources, file) }))
  const entries = given.map(({ key, said }) => [key, valueOf(key, said)] as const)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an entry for each key of the table, read by that key's own type
  const values = Object.fromEntries(entries) as Record<SettingKey, unknown>
  const origins = Object.fromEntries(given.map(({ key, said }) => [key, said?.origin ?? { kind: 'default' }]))
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- an entry for each key of the table
  return { settings: nestedSettings(values), values, origins: origins as Record<SettingKey, SettingOrigin> }
}

function nestedSettings(values: Readonly<Record<SettingKey, unknown>>): Settings {
  const nested: Record<string, unknown> = {}
  for (const key of settingKeys) {
    put(nested, key.split('.'), values[key])
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
function valueOf(key: SettingKey, given: GivenValue | undefined): unknown {
  const { type, initial } = settingTable[key]
  if (given === undefined) {
    return initial
  }
  const parsed = type.safeParse(given.value)
  if (!parsed.success) {
    throw refused(given, 'invalid_value', `${parsed.error.issues[0]?.message ?? 'is not valid'}.`)
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

interface GivenValue {
  readonly key: SettingKey
  readonly value: unknown
  readonly location: string
  readonly origin: SettingOrigin
}

/** What the source of highest precedence says; null in a file means: not set. */
function highestPrecedence(
  key: SettingKey,
  sources: SettingsSources,
  file: readonly FileSetting[],
): GivenValue | undefined {
  const flag = sources.flags?.[key]
  if (flag !== undefined) {
    const name = `--${key.replaceAll(/[._]/g, '-')}`
    return { key, value: flag, location: `The flag ${name}`, origin: { kind: 'flag', name } }
  }
  const name = settingVariable(key)
  const said = sources.env[name]
  if (said !== undefined && said !== '') {
    return { key, value: said, location: `The environment variable ${name}`, origin: { kind: 'environment', name } }
  }
  const found = file.findLast((setting) => setting.key === key && setting.value !== null)
  return found === undefined ? undefined : { ...found, key, origin: { kind: 'file', line: found.line } }
}

/** What to do about a key that is none. */
export function noSetting(found: Pick<FileSetting, 'key' | 'location'>): HomeportError {
  return isSecretLike(found.key) ? misplacedSecret(found) : notASetting(found)
}

function isSecretLike(key: string): boolean {
  return /secret|passw|passphrase|token|credential|api_?key|private_?key/i.test(key)
}

function misplacedSecret(setting: Pick<FileSetting, 'key' | 'location'>): HomeportError {
  return refused(
    setting,
    'unknown_key',
    'looks like a secret. Secrets are kept in the vault, never in the settings: take it out, and give the secret where it is asked for (the page, or "homeport github --client-secret-stdin").',
  )
}

function notASetting(setting: Pick<FileSetting, 'key' | 'location'>): HomeportError {
  return refused(setting, 'unknown_key', `is not a setting. Did you mean "${nearestName(setting.key, settingKeys)}"?`)
}

function refused(
  { key, location }: Pick<FileSetting, 'key' | 'location'>,
  problem: 'unknown_key' | 'invalid_value',
  reason: string,
): HomeportError {
  return new HomeportError('SETTINGS_001', `${location}: "${key}" ${reason}`, {
    details: { problem, key, place: location },
  })
}

/** The name that begins with `typed`, else the one that takes the fewest typing errors; the first one on a tie. */
export function nearestName(typed: string, names: readonly string[]): string {
  const small = typed.toLowerCase()
  const ranked = names.map((name) => ({ name, distance: name.startsWith(small) ? 0 : typingErrors(small, name) }))
  return ranked.toSorted((left, right) => left.distance - right.distance)[0]?.name ?? ''
}

/** Levenshtein's distance. */
function typingErrors(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (const [at, letter] of left.split('').entries()) {
    const next = [at + 1]
    for (const [column, other] of right.split('').entries()) {
      const change = (row[column] ?? 0) + (letter === other ? 0 : 1)
      next.push(Math.min(change, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1))
    }
    row = next
  }
  return row.at(-1) ?? 0
}
