import { createPublicKey } from 'node:crypto'
import { foreignRs256, forgeJwt, hs256, readJwt, unsigned } from '#test/support/gateway/jwt.ts'
import { attack, each } from './attack.ts'
import { type ListenerName, type Target, sharedTarget, socketOutcome } from './target.ts'

const target = sharedTarget()
const listeners: readonly ListenerName[] = ['loopback', 'remote']

/** The owner's token, with something changed, signed by somebody else. */
const forged =
  (change: { header?: object; claims?: object }, sign: (input: string) => string = foreignRs256()) =>
  async ({ people }: Target) => {
    const { header, claims } = readJwt(people.owner.token)
    return forgeJwt({ ...header, ...change.header }, { ...claims, ...change.claims }, sign)
  }

const withParts =
  (change: (parts: string[]) => string[]) =>
  async ({ people }: Target) =>
    change(people.owner.token.split('.')).join('.')

const publicPem = async (at: Target) => {
  const { keys } = JSON.parse((await at.ask('GET', '/.well-known/jwks.json')).body) as {
    keys: Record<string, string>[]
  }
  return String(createPublicKey({ key: keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' }))
}

const now = () => Math.floor(Date.now() / 1000)
const tokens: readonly (readonly [string, (at: Target) => Promise<string>])[] = [
  ['garbage', async () => 'garbage'],
  ['three dots', async () => '...'],
  ['an empty signature', withParts(([header = '', claims = '']) => [header, claims, ''])],
  ['two parts', withParts((parts) => parts.slice(0, 2))],
  ['five parts', withParts((parts) => [...parts, 'a', 'b'])],
  ['another signature', withParts(([header = '', claims = '']) => [header, claims, 'AAAA'])],
  [
    'a bit of the signature turned',
    withParts(([h = '', c = '', s = '']) => [h, c, (s.startsWith('A') ? 'B' : 'A') + s.slice(1)]),
  ],
  [
    'a claim more',
    withParts(([h = '', c = '', s = '']) => [
      h,
      Buffer.from(`${Buffer.from(c, 'base64url').toString().slice(0, -1)},"x":1}`).toString('base64url'),
      s,
    ]),
  ],
  ['no algorithm', forged({ header: { alg: 'none' } }, unsigned)],
  ['no algorithm, in capitals', forged({ header: { alg: 'NONE' } }, unsigned)],
  ['no algorithm, signed all the same', forged({ header: { alg: 'none' } })],
  ['no header of an algorithm', forged({ header: { alg: undefined } })],
  ['another key', forged({})],
  ['another key id', forged({ header: { kid: 'other' } })],
  ['a key id that leads out', forged({ header: { kid: '../../vault.key' } })],
  ['a key id of SQL', forged({ header: { kid: "' OR 1=1 --" } })],
  ['no key id', forged({ header: { kid: undefined } })],
  ['a key of its own inside', forged({ header: { jwk: { kty: 'RSA', n: 'AQAB', e: 'AQAB' } } })],
  ['a key at another address', forged({ header: { jku: 'http://127.0.0.1:9/keys', x5u: 'http://127.0.0.1:9' } })],
  ['a critical extension', forged({ header: { crit: ['x'], x: 1 } })],
  ['another type', forged({ header: { typ: 'JWT' } })],
  ['a weaker algorithm', forged({ header: { alg: 'RS1' } })],
  ['another algorithm', forged({ header: { alg: 'PS256' } })],
  ['a curve', forged({ header: { alg: 'ES256' } })],
  ['an empty secret', forged({ header: { alg: 'HS256' } }, hs256(' '))],
  ['the public key as a secret', async (at) => forged({ header: { alg: 'HS256' } }, hs256(await publicPem(at)))(at)],
  ['a token for ever', forged({ claims: { exp: now() + 1e9 } })],
  ['a token without an end', forged({ claims: { exp: undefined } })],
  ['a token of the future', forged({ claims: { nbf: now() + 1e6, iat: now() + 1e6 } })],
  ['another audience', forged({ claims: { aud: 'elsewhere' } })],
  ['another issuer', forged({ claims: { iss: 'elsewhere' } })],
  ['another person', forged({ claims: { sub: '00000000-0000-4000-8000-000000000000' } })],
  ['more scopes', forged({ claims: { scope: 'read drive manage local' } })],
  ['a personal token that nobody made', async () => `hp_pat_${'a'.repeat(43)}`],
  ['a personal token cut short', async () => 'hp_pat_'],
  ['a refresh token', async ({ people }) => people.member.refresh_token ?? ''],
  ['a sign-in secret', async ({ server }) => new URL(await server.signInLink()).hash.replace('#secret=', '')],
  ['the cookie’s value', async ({ people }) => people.owner.cookie.split('=')[1] ?? ''],
]

attack<Target>(
  'tokens: forged, at HTTP',
  target,
  each(listeners, tokens).map(([listener, [name, make]]) => ({
    name: `${name}, ${listener}`,
    attempt: async (at) => at.try('GET', '/api/user/profile', { listener, token: await make(at) }),
    right: '401 AUTH_003',
  })),
)

attack<Target>(
  'tokens: forged, at WebSocket',
  target,
  tokens.map(([name, make]) => ({
    name,
    attempt: async (at) => socketOutcome(at, { frames: [{ type: 'auth', id: 1, data: { token: await make(at) } }] }),
    right: 'WS_001 closed 4401',
  })),
)

const header = (authorization: string) => (at: Target) =>
  at.try('GET', '/api/user/profile', { headers: { Authorization: authorization.replace('%t', at.people.owner.token) } })

attack<Target>('tokens: in the wrong place', target, [
  { name: 'as Basic', attempt: header('Basic %t'), right: '401 AUTH_002' },
  { name: 'as Token', attempt: header('Token %t'), right: '401 AUTH_002' },
  { name: 'without a word before it', attempt: header('%t'), right: '401 AUTH_002' },
  {
    name: 'in the address',
    attempt: (at) => at.try('GET', `/api/user/profile?access_token=${at.people.owner.token}`),
    right: '401 AUTH_002',
  },
  {
    name: 'in the body',
    attempt: (at) => at.try('PUT', '/api/claude/token', { body: { access_token: at.people.owner.token } }),
    right: '401 AUTH_002',
  },
  {
    name: 'in another header',
    attempt: (at) => at.try('GET', '/api/user/profile', { headers: { 'X-Access-Token': at.people.owner.token } }),
    right: '401 AUTH_002',
  },
  {
    name: 'as a cookie',
    attempt: (at) =>
      at.try('GET', '/api/user/profile', {
        headers: { Cookie: at.people.owner.cookie.replace(/=.*/, `=${at.people.owner.token}`) },
      }),
    right: '401 AUTH_003',
  },
])

const endless = 'a.'.repeat(5000)

attack<Target>('tokens: without end', target, [
  { name: 'at HTTP', attempt: (at) => at.try('GET', '/api/user/profile', { token: endless }), right: '401 AUTH_003' },
  {
    name: 'at WebSocket',
    attempt: (at) => socketOutcome(at, { frames: [{ type: 'auth', id: 1, data: { token: endless } }] }),
    right: 'WS_002 closed 4401',
  },
])

attack<Target>('tokens: ended', target, [
  {
    name: 'a token whose sign-in was ended',
    attempt: async (at) => {
      const { token } = await at.signIn()
      await at.try('POST', '/auth/revoke', { token })
      return at.try('GET', '/api/user/profile', { token })
    },
    right: '401 AUTH_003',
  },
  {
    name: 'a refresh token that was used',
    attempt: async (at) => {
      const { refresh_token, token } = await at.signInAs(1)
      const use = () => at.try('POST', '/auth/refresh', { body: { refresh_token } })
      return [await use(), await use(), await at.try('GET', '/api/user/profile', { token })]
    },
    right: ['200', '401 AUTH_005', '401 AUTH_003'],
  },
  {
    name: 'a refresh token that nobody gave out',
    attempt: (at) => at.try('POST', '/auth/refresh', { body: { refresh_token: `hp_rt_${'a'.repeat(43)}` } }),
    right: '401 AUTH_003',
  },
  {
    name: 'an access token instead of a refresh token',
    attempt: (at) => at.try('POST', '/auth/refresh', { body: { refresh_token: at.people.owner.token } }),
    right: '400 HTTP_002',
  },
  {
    name: 'a refresh without anything',
    attempt: (at) => at.try('POST', '/auth/refresh', { body: {} }),
    right: '401 AUTH_002',
  },
  {
    name: 'a personal token that was revoked',
    attempt: async (at) => {
      const made = await at.server.homeport('token', 'create', '--name', 'attack', '--scope', 'read', '--json')
      const { id, token } = JSON.parse(made.stdout) as { id: string; token: string }
      const use = () => at.try('GET', '/api/user/profile', { token })
      const before = await use()
      await at.server.homeport('token', 'revoke', id)
      return [before, await use()]
    },
    right: ['200', '401 AUTH_003'],
  },
  {
    name: 'a sign-in link that was used',
    attempt: async (at) => {
      const secret = new URL(await at.server.signInLink()).hash.replace('#secret=', '')
      const use = () => at.try('POST', '/auth/local', { body: { secret } })
      return [await use(), await use()]
    },
    right: ['200', '401 AUTH_002'],
  },
  {
    name: 'an account that nobody allowed',
    attempt: async (at) => {
      at.github.addAccount(9, 'mallory')
      const begun = JSON.parse((await at.ask('POST', '/auth/github/device', { body: {} })).body) as Record<
        string,
        string
      >
      at.github.devices.settle(begun['user_code'] ?? '', { account: 9 })
      return at.try('POST', '/auth/github/device/poll', { body: { device_code: begun['device_code'] } })
    },
    right: '403 AUTH_004',
  },
])
