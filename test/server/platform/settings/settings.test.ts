import { homedir } from 'node:os'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type SettingsSources, loadSettings } from '#server/platform/settings/settings.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const defaults = {
  claude: { path: null, api_base_url: null, share_login: false, warm_spare: false },
  github: { client_id: null, base_url: 'https://github.com', api_url: 'https://api.github.com' },
  vault: 'keychain',
  port: 4170,
  limits: { connections_per_user: 3, requests_per_minute: 100 },
  log: { level: 'info' },
}

test.each(['missing', '', '# only a comment\n', '---\n', 'claude:\nport:\n', 'log: {}'])(
  'with nothing said (%j) the defaults hold',
  (yaml) => {
    expect(load(yaml === 'missing' ? null : yaml)).toMatchObject(defaults)
  },
)

test.each([
  '# a note: *important* > see [[[[[[[[[[[[[[[[[[[[\nport: 4171',
  'port: 4171 # - !really, [[[[[[[[[[[[[[[[[',
  'claude: { path: "/opt/a: *b, !c | d [[[[[[[[[[[[[[[[[[" }\nport: 4171',
  "claude: { path: '/opt/it''s: *b' }\nport: 4171",
])('comments and quoted texts may say anything: %j', (yaml) => {
  expect(load(yaml)).toMatchObject({ port: 4171 })
})

test('every setting can be said in the file', () => {
  const yaml = `
claude:
  path: /opt/claude   # a comment
  api_base_url: "http://127.0.0.1:9/"
github:
  client_id: Iv1.abc
  base_url: https://github.corp.example/
vault: file
port: 0
limits: { connections_per_user: 5, requests_per_minute: 600 }
log: { level: debug }
`
  expect(load(yaml)).toMatchObject({
    claude: { path: '/opt/claude', api_base_url: 'http://127.0.0.1:9', share_login: false, warm_spare: false },
    github: {
      client_id: 'Iv1.abc',
      base_url: 'https://github.corp.example',
      api_url: 'https://github.corp.example/api/v3',
    },
    vault: 'file',
    port: 0,
    limits: { connections_per_user: 5, requests_per_minute: 600 },
    log: { level: 'debug' },
  })
})

test('flags win over the environment, the environment over the file', () => {
  const yaml = 'port: 1\nvault: file\nlog:\n  level: error\n'
  const env = { HOMEPORT_PORT: '2', HOMEPORT_VAULT: 'memory', HOMEPORT_LOG_LEVEL: '' }
  expect(load(yaml, { env, flags: { port: '3', vault: undefined } })).toMatchObject({
    port: 3,
    vault: 'memory',
    log: { level: 'error' },
  })
})

test('every setting has its environment variable', () => {
  const env = {
    HOMEPORT_CLAUDE_PATH: '~/bin/claude',
    HOMEPORT_ANTHROPIC_BASE_URL: 'https://api.example.org',
    HOMEPORT_GITHUB_CLIENT_ID: 'Iv1.abc',
    HOMEPORT_GITHUB_BASE_URL: 'http://127.0.0.1:9',
    HOMEPORT_GITHUB_API_URL: 'http://127.0.0.1:9/api',
    HOMEPORT_VAULT: 'file',
    HOMEPORT_PORT: '8080',
    HOMEPORT_LIMITS_CONNECTIONS_PER_USER: '1',
    HOMEPORT_LIMITS_REQUESTS_PER_MINUTE: '1000',
    HOMEPORT_LOG_LEVEL: 'warn',
    HOMEPORT_CLAUDE_SHARE_LOGIN: 'true',
  }
  expect(load(null, { env })).toMatchObject({
    claude: {
      path: path.join(homedir(), 'bin/claude'),
      api_base_url: 'https://api.example.org',
      share_login: true,
      warm_spare: false,
    },
    github: { client_id: 'Iv1.abc', base_url: 'http://127.0.0.1:9', api_url: 'http://127.0.0.1:9/api' },
    vault: 'file',
    port: 8080,
    limits: { connections_per_user: 1, requests_per_minute: 1000 },
    log: { level: 'warn' },
  })
})

test.each([
  ['prot: 1', 'line 1: "prot"', 'port'],
  ['\nclaude:\n  pth: /x', 'line 3: "claude.pth"', 'claude.path'],
  ['claude:\n  base_url: http://x', 'line 2: "claude.base_url"', 'claude.api_base_url'],
  ['vault: file\nlog_level: debug', 'line 2: "log_level"', 'log.level'],
  ['log: debug', 'line 1: "log"', 'log.level'],
  ['port:\n  number: 1', 'line 2: "port.number"', 'port'],
])('an unknown key (%j) is named with its file, line and the nearest key there is', (yaml, place, nearest) => {
  const message = expect.stringContaining(`settings.yaml, ${place} is not a setting. Did you mean "${nearest}"?`)
  expect(() => load(yaml)).toThrow(expect.objectContaining({ code: 'SETTINGS_001', message }))
})

test.each(['github:\n  client_secret: s3cret', 'claude_token: s3cret', 'tls: { private_key: s3cret }'])(
  'a secret in the file (%j) is refused, with the place where secrets belong, and not repeated',
  (yaml) => {
    const message = expect.stringMatching(/line \d: "[\w.]+" looks like a secret\..* the vault, never in the settings/)
    expect(() => load(yaml)).toThrow(expect.objectContaining({ code: 'SETTINGS_001', message }))
    expect(() => load(yaml)).not.toThrow(/s3cret/)
  },
)

test.each([
  ['port: 70000', /settings\.yaml, line 1: "port" must be 0 to 65535/],
  ['\nport: many', /line 2: "port" must be a whole number/],
  ['port: true', /"port" must be a whole number/],
  ['port: [1]', /"port" must be a whole number/],
  ['port: 1.5', /"port" must be a whole number/],
  ['vault: keyring', /"vault" must be keychain, file or memory/],
  ['log:\n  level: loud', /line 2: "log.level" must be one of debug, info/],
  ['claude:\n  path: claude', /"claude.path" must be an absolute path/],
  ['claude:\n  path: 7', /"claude.path" must be a path/],
  ['claude:\n  api_base_url: ftp://x', /"claude.api_base_url" must be an http:\/\/ or https:\/\/ address/],
  ['claude:\n  api_base_url: not an address', /must be an http/],
  ['claude:\n  api_base_url: https://me:pw@x', /must not hold a user name or password/],
  ['port: 1\nport: 2', /line 2.*not valid YAML/],
  ['port: "1', /not valid YAML/],
  ['- port', /line 1: settings are lines like "port: 4170"/],
  ['just words', /settings are lines like/],
])('a wrong value (%j) is told with its place', (yaml, words) => {
  expect(() => load(yaml)).toThrow(words)
})

test('a wrong variable or flag is named as such', () => {
  expect(() => load(null, { env: { HOMEPORT_ANTHROPIC_BASE_URL: 'api' } })).toThrow(
    /The environment variable HOMEPORT_ANTHROPIC_BASE_URL: "claude.api_base_url" must be an http/,
  )
  expect(() => load(null, { flags: { port: '-1' } })).toThrow(/The flag --port: "port"/)
  expect(() => load(null, { flags: { port: '' } })).toThrow(/The flag --port: "port" must be a whole number/)
})

test('a settings file that is no file, or far too large, is told', () => {
  const settingsFile = temporaryFolder()
  expect(() => loadSettings({ paths: { settingsFile }, env: {} })).toThrow(/cannot be read/)
  expect(() => load(`# ${'x'.repeat(300 * 1024)}`)).toThrow(/larger than 256 KiB/)
})

function load(yaml: string | null, sources: Partial<SettingsSources> = {}) {
  const settingsFile = path.join(temporaryFolder(), 'settings.yaml')
  if (yaml !== null) {
    writeFileSync(settingsFile, yaml)
  }
  return loadSettings({ paths: { settingsFile }, env: {}, ...sources })
}
