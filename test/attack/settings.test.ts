import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { settingKeys } from '#server/platform/settings/settingTable.ts'
import { until } from '#test/support/until.ts'
import { attack } from './attack.ts'
import { type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

const changes = (given: unknown) => (at: Target) => {
  const { cookie } = at.people.owner
  const headers = { Cookie: cookie, Origin: at.listeners.loopback.origin }
  return at.try('PATCH', '/api/settings', { headers, body: { changes: given } })
}

attack<Target>('settings: values', target, [
  ...(
    [
      [{ port: -1 }],
      [{ port: 65_536 }],
      [{ port: 1.5 }],
      [{ port: 'all' }],
      [{ port: '1e3' }],
      [{ port: true }],
      [{ 'limits.requests_per_minute': 0 }],
      [{ 'limits.requests_per_minute': 1e9 }],
      [{ 'limits.connections_per_user': -3 }],
      [{ 'limits.connections_per_user': 'NaN' }],
      [{ 'limits.connections_per_user': 'Infinity' }],
      [{ 'log.level': 'verbose' }],
      [{ 'log.level': '' }],
      [{ 'claude.path': 'relative/claude' }],
      [{ 'claude.path': '/x\0y' }],
      [{ 'claude.api_base_url': 'javascript:alert(1)' }],
      [{ 'claude.api_base_url': 'file:///etc/passwd' }],
      [{ 'github.client_id': '../x' }],
      [{ 'remote.bind': 'evil.example' }],
      [{ 'remote.bind': '999.1.1.1' }],
      [{ 'remote.port': 70_000 }],
      [{ 'remote.trusted_proxies': ['everybody'] }],
      [{ 'remote.trusted_proxies': ['10.0.0.0/99'] }],
      [{ 'remote.certificate.kind': 'none' }],
      [{ 'updates.channel': 'nightly' }],
      [{ vault: 'plain' }],
      [{ prot: 1 }],
      [{ __proto__x: 1 }],
      [{ constructor: 1 }],
      [{ 'limits.__proto__': 1 }],
      [{ 'limits.requests_per_minute.x': 1 }],
      [{ 'github.client_secret': 'x' }],
    ] as const
  ).map(([given]) => ({ name: JSON.stringify(given), attempt: changes(given), right: '400 SETTINGS_001' })),
  ...[{}, [], null, 'x', 42, { port: [1] }, { port: {} }, { port: { $set: 1 } }].map((given) => ({
    name: `${JSON.stringify(given)} for changes`,
    attempt: changes(given),
    right: '400 HTTP_002',
  })),
])

attack<Target>(
  'settings: from elsewhere',
  target,
  settingKeys.map((key) => ({
    name: `${key} with a token of the owner`,
    attempt: (at) =>
      at.try('PATCH', '/api/settings', {
        listener: 'remote',
        token: at.people.owner.token,
        body: { changes: { [key]: null } },
      }),
    right: '403 AUTH_006',
  })),
)

const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h', 'i']
  .map(
    (name, index) => `${name}: &${name} [${Array.from({ length: 9 }, () => `*${'abcdefgh'[index] ?? 'a'}`).join(',')}]`,
  )
  .join('\n')}\n`

/** What is told of a file that somebody wrote, while the server goes on. */
const written = (yaml: string, words: RegExp) => async (at: Target) => {
  const file = path.join(at.server.dataDir, 'settings.yaml')
  const { token } = at.people.owner
  writeFileSync(file, yaml)
  const told = async () => {
    const { problem } = JSON.parse((await at.ask('GET', '/api/settings', { token })).body) as { problem: string | null }
    return problem !== null && words.test(problem) ? problem : null
  }
  const problem = await until(told, { what: 'the problem to be told' })
  return problem.includes(file)
}

attack<Target>(
  'settings: files',
  target,
  (
    [
      ['aliases that unfold without end', bomb, /line 1: settings are short lines/],
      ['lists in lists without end', `port: ${'[\n'.repeat(60_000)}`, /line \d+: settings are short lines/],
      ['no YAML', 'a: [b\nc: {', /line \d+: this is not valid YAML/],
      ['a list', '- port: 1\n', /line 1: settings are lines like/],
      ['a tag of a program', 'limits.connections_per_user: !!js/function "x"\n', /line 1: settings are short/],
      ['a key that is no setting', 'prot: 1\n', /line 1: "prot" is not a setting/],
      ['a file larger than any', `# ${'x'.repeat(300_000)}\n`, /larger than/],
      ['the same key twice', 'port: 1\nport: 2\n', /line 2: this is not valid YAML/],
      ['a secret', 'github:\n  client_secret: x\n', /client_secret/],
    ] as const
  ).map(([name, yaml, words]) => ({ name, attempt: written(yaml, words), right: true })),
)

const runs =
  (...args: string[]) =>
  async (at: Target) => {
    const { code, stdout, stderr } = await at.server.homeport(...args)
    return { code, said: stderr !== '', out: stdout }
  }

attack<Target>(
  'command line',
  target,
  (
    [
      [2, ['nothing']],
      [2, ['--nothing']],
      [2, ['start', '--port']],
      [2, ['start', '--port', 'x']],
      [1, ['settings', 'set', 'port', '70000']],
      [2, ['settings', 'set', 'port']],
      [1, ['settings', 'set', '__proto__', '1']],
      [1, ['settings', 'set', 'github.client_secret', 'x']],
      [1, ['allow', '-1']],
      [2, ['allow', '1', '--role', 'king']],
      [1, ['token', 'revoke', '../x']],
      [1, ['remote', 'on', '--bind', 'evil.example', '--port', '0']],
      [1, ['remote', 'on', '--cert', '/nowhere', '--key', '/nowhere']],
    ] as const
  ).map(([code, args]) => ({ name: args.join(' '), attempt: runs(...args), right: { code, said: true, out: '' } })),
)
