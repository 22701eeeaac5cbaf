import { HomeportError } from '#shared/errors.ts'
import type { RemoteChoice } from '#shared/operations/remote.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import type { SettingChanges } from '#server/platform/settings/changeSettings.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import { type SettingKey, settingTable, settingVariable } from '#server/platform/settings/settingTable.ts'
import type { CertificateFiles } from '../../tls/files/certificateFiles.ts'

/** What remote access is switched on with. */
export interface RemoteConfig extends RemoteChoice {
  readonly enabled: boolean
}

/** A setting that the environment decides. */
export interface FixedSetting {
  readonly setting: SettingKey
  readonly variable: string
}

/** The settings that say whether and how remote access is on. */
export interface RemoteSettings {
  read(): RemoteConfig
  /** What would apply if that were set: the environment wins over it. */
  with(request: ParamsOf<'remote.on'>): RemoteConfig
  /** Writes it down, switched on. @throws HomeportError SETTINGS_001, and Error of `node:fs`; nothing is written then. */
  writeOn(config: RemoteConfig): void
  /** The same, switched off; all else is kept. */
  writeOff(): void
  fixed(): FixedSetting[]
  /** Called when somebody else changed them. Returns its stop. */
  onChange(listener: () => void): () => void
}

const settingOf = {
  bind: 'remote.bind',
  port: 'remote.port',
  public_port: 'remote.public_port',
  names: 'remote.names',
  certificate: 'remote.certificate.kind',
  cert_file: 'remote.certificate.cert_file',
  key_file: 'remote.certificate.key_file',
  challenge: 'remote.certificate.challenge',
  email: 'remote.certificate.email',
  terms_agreed: 'remote.certificate.terms_agreed',
  directory_url: 'remote.certificate.directory_url',
  ca_file: 'remote.certificate.ca_file',
  http_port: 'remote.certificate.http_port',
  dns_hook: 'remote.certificate.dns_hook',
} as const satisfies Record<keyof RemoteChoice, SettingKey>

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- these are the very keys of the table above
const fields = Object.keys(settingOf) as (keyof RemoteChoice)[]

export function remoteSettingsOf(settings: LiveSettings): RemoteSettings {
  let isWriting = false
  const isFixed = (key: SettingKey): boolean => settings.reading().origins[key].kind === 'environment'
  const read = (): RemoteConfig => {
    const { values, settings: nested } = settings.reading()
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one value per field, of the field's own type
    const choice = Object.fromEntries(
      fields.map((field) => [field, values[settingOf[field]]]),
    ) as unknown as RemoteChoice
    return { ...choice, enabled: nested.remote.enabled }
  }
  const write = (changes: SettingChanges): void => {
    isWriting = true
    try {
      settings.change(changes)
    } finally {
      isWriting = false
    }
  }
  return {
    read,
    with: (request) => {
      const now = read()
      if (fields.every((field) => request[field] === undefined)) {
        return { ...now, enabled: true }
      }
      const chosen = { ...defaults, ...given(request), ...certificateOf(request) }
      const fixed = fields.filter((field) => isFixed(settingOf[field])).map((field) => [field, now[field]])
      return { ...chosen, ...Object.fromEntries(fixed), enabled: true }
    },
    writeOn: (config) => {
      const chosen = fields.filter((field) => !isFixed(settingOf[field]))
      const changes = chosen.map((field) => [settingOf[field], isDefault(field, config) ? null : config[field]])
      write({ ...Object.fromEntries(changes), 'remote.enabled': true })
    },
    writeOff: () => write({ 'remote.enabled': null }),
    fixed: () =>
      [...Object.values(settingOf), 'remote.enabled' as const]
        .filter(isFixed)
        .map((setting) => ({ setting, variable: settingVariable(setting) })),
    onChange: (listener) =>
      settings.onChange((change) => {
        if (!isWriting && change.kind === 'changed' && change.keys.some((key) => key.startsWith('remote.'))) {
          listener()
        }
      }),
  }
}

// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- one initial value per field, of the field's own type
const defaults = Object.fromEntries(
  fields.map((field) => [field, settingTable[settingOf[field]].initial]),
) as unknown as RemoteChoice

function isDefault(field: keyof RemoteChoice, config: RemoteConfig): boolean {
  return JSON.stringify(config[field]) === JSON.stringify(defaults[field])
}

/** The requested value; null requests the default. */
function given(request: ParamsOf<'remote.on'>): Partial<RemoteChoice> {
  return Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined && value !== null))
}

/** Files need no further word. */
function certificateOf({ certificate, cert_file }: ParamsOf<'remote.on'>): Partial<RemoteChoice> {
  return certificate === undefined && (cert_file ?? null) !== null ? { certificate: 'files' } : {}
}

/** @throws HomeportError SETTINGS_001 when they are not both named. */
export function filesOf({ cert_file, key_file }: RemoteConfig): CertificateFiles {
  if (cert_file === null || key_file === null) {
    throw new HomeportError(
      'SETTINGS_001',
      'A certificate of your own needs "remote.certificate.cert_file" and "remote.certificate.key_file".',
      {
        details: {
          problem: 'missing',
          key: cert_file === null ? 'remote.certificate.cert_file' : 'remote.certificate.key_file',
        },
      },
    )
  }
  return { cert_file, key_file }
}

/** @throws HomeportError SETTINGS_001 where the environment says that it is off. */
export function assertNotHeldOff(settings: RemoteSettings): void {
  const held = settings.fixed().find(({ setting }) => setting === 'remote.enabled')
  if (held !== undefined && !settings.read().enabled) {
    throw new HomeportError(
      'SETTINGS_001',
      `${held.variable} keeps remote access off. Take that variable away first.`,
      {
        details: { problem: 'fixed', key: 'remote.enabled' },
      },
    )
  }
}
