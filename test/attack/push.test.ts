import { attack, each } from './attack.ts'
import { type Person, type Target, sharedTarget } from './target.ts'

const target = sharedTarget()

/** As a browser sends it; nothing of it leads to anybody. */
const SUBSCRIPTION = { endpoint: 'https://push.example.com/a', p256dh: 'B'.repeat(87), auth: 'A'.repeat(22) }

const subscribe = (at: Target, { token }: Pick<Person, 'token'>, changes: object = {}) =>
  at.try('PUT', '/api/push/subscription', { token, body: { ...SUBSCRIPTION, ...changes } })

const ADDRESS = { kind: 'webhook', target: 'https://hooks.example.com/a' } as const

const addAddress = (at: Target, { token }: Pick<Person, 'token'>, changes: object = {}) =>
  at.try('POST', '/api/notifications/addresses', { token, body: { ...ADDRESS, ...changes } })

const statusOf = async (at: Target, { token }: Person): Promise<unknown> => {
  const { subscription, devices } = JSON.parse((await at.ask('GET', '/api/push', { token })).body) as {
    subscription: object | null
    devices: number
  }
  return [subscription !== null, devices]
}

attack<Target>('push: who may', target, [
  ...each(
    [
      ['GET', '/api/push'],
      ['GET', '/api/push/key'],
      ['PUT', '/api/push/subscription'],
      ['DELETE', '/api/push/subscription'],
      ['POST', '/api/push/test'],
      ['POST', '/api/push/test-devices'],
      ['POST', '/api/push/arrived'],
      ['POST', '/api/push/looking'],
      ['POST', '/api/push/rotate'],
      ['GET', '/api/notifications'],
      ['PATCH', '/api/notifications'],
      ['GET', '/api/notifications/addresses'],
      ['POST', '/api/notifications/addresses'],
      ['DELETE', '/api/notifications/addresses/x'],
      ['POST', '/api/notifications/addresses/x/test'],
      ['POST', '/api/notifications/addresses/x/code'],
      ['POST', '/api/notifications/addresses/x/confirm'],
      ['GET', '/api/remote/addresses'],
    ] as const,
    ['loopback', 'remote'] as const,
  ).map(([[method, address], listener]) => ({
    name: `nobody: ${method} ${address} at ${listener}`,
    attempt: (at: Target) => at.try(method, address, { listener, ...(method === 'GET' ? {} : { body: {} }) }),
    right: '401 AUTH_002',
  })),
  ...(['member', 'viewer'] as const).map((role) => ({
    name: `a ${role} makes a new key, which would end everybody's subscriptions`,
    attempt: (at: Target) => at.try('POST', '/api/push/rotate', { token: at.people[role].token, body: {} }),
    right: '403 AUTH_006',
  })),
  {
    name: 'a program subscribes, which no person sees',
    attempt: async (at) => {
      const made = await at.server.homeport('token', 'create', '--name', 'push', '--scope', 'read', '--json')
      return subscribe(at, JSON.parse(made.stdout) as { token: string })
    },
    right: '409 PUSH_002',
  },
  {
    name: 'a browser that ends its subscription ends no other person’s',
    attempt: async (at) => {
      const { owner, viewer } = at.people
      await subscribe(at, owner)
      const ended = await at.try('DELETE', '/api/push/subscription', { token: viewer.token, body: {} })
      return [ended, await statusOf(at, owner), await statusOf(at, viewer)]
    },
    right: ['200', [true, 1], [false, 0]],
  },
  {
    name: 'a viewer names an address',
    attempt: (at) => addAddress(at, at.people.viewer),
    right: '403 AUTH_006',
  },
  {
    name: 'a program names an address, which would outlive its token',
    attempt: async (at) => {
      const made = await at.server.homeport('token', 'create', '--name', 'hook', '--scope', 'drive', '--json')
      return addAddress(at, JSON.parse(made.stdout) as { token: string })
    },
    right: '400 PUSH_003',
  },
  {
    name: 'one person’s address is there for nobody else: not seen, not tested, not removed',
    attempt: async (at) => {
      const { owner, member } = at.people
      const added = await at.ask('POST', '/api/notifications/addresses', { token: owner.token, body: ADDRESS })
      const { id } = JSON.parse(added.body) as { id: string }
      const address = `/api/notifications/addresses/${id}`
      const seen = await at.ask('GET', '/api/notifications/addresses', { token: member.token })
      return [
        seen.body.includes(id),
        await at.try('POST', `${address}/test`, { token: member.token, body: {} }),
        await at.try('DELETE', address, { token: member.token }),
        await at.try('DELETE', address, { token: owner.token }),
      ]
    },
    right: [false, '404 PUSH_004', '404 PUSH_004', '200'],
  },
  {
    name: 'what one person chose is not another’s',
    attempt: async (at) => {
      const { owner, viewer } = at.people
      await at.try('PATCH', '/api/notifications', { token: viewer.token, body: { contents: true, needs_you: false } })
      const { body } = await at.ask('GET', '/api/notifications', { token: owner.token })
      const { contents, needs_you } = JSON.parse(body) as { contents: boolean; needs_you: boolean }
      return [contents, needs_you]
    },
    right: [false, true],
  },
])

/** An e-mail address that waits for its code; no mail server is named here, so nobody reads that. */
const mailbox = async (at: Target, email: string, { token }: Pick<Person, 'token'>) => {
  const added = await at.ask('POST', '/api/notifications/addresses', { token, body: { kind: 'email', target: email } })
  const { id } = JSON.parse(added.body) as { id: string }
  return `/api/notifications/addresses/${id}`
}

attack<Target>('push: e-mail addresses of others', target, [
  {
    name: 'a code that is guessed, six times',
    attempt: async (at) => {
      const { token } = at.people.owner
      const address = await mailbox(at, 'guessed@example.org', { token })
      const said: string[] = []
      for (const guess of ['00000000', '1111 1111', '2222-2222', '33333333', '44444444', '55555555']) {
        said.push(await at.try('POST', `${address}/confirm`, { token, body: { code: guess } }))
      }
      const seen = await at.ask('GET', '/api/notifications/addresses', { token })
      await at.try('DELETE', address, { token })
      return [...new Set(said), seen.body.includes('"confirmed":true')]
    },
    right: ['400 PUSH_003', false],
  },
  {
    name: 'a test message before the code',
    attempt: async (at) => {
      const { token } = at.people.owner
      const address = await mailbox(at, 'tested@example.org', { token })
      const said = await at.try('POST', `${address}/test`, { token, body: {} })
      await at.try('DELETE', address, { token })
      return said
    },
    right: '400 PUSH_003',
  },
  {
    name: 'another person’s code, asked for and entered',
    attempt: async (at) => {
      const { owner, member } = at.people
      const address = await mailbox(at, 'anothers@example.org', owner)
      const said = [
        await at.try('POST', `${address}/code`, { token: member.token, body: {} }),
        await at.try('POST', `${address}/confirm`, { token: member.token, body: { code: '12345678' } }),
      ]
      await at.try('DELETE', address, { token: owner.token })
      return said
    },
    right: ['404 PUSH_004', '404 PUSH_004'],
  },
  {
    name: 'a mailbox that is filled with codes',
    attempt: async (at) => {
      const { token } = at.people.owner
      const address = await mailbox(at, 'filled@example.org', { token })
      const said: string[] = []
      for (let nth = 0; nth < 5; nth += 1) {
        said.push(await at.try('POST', `${address}/code`, { token, body: {} }))
      }
      await at.try('DELETE', address, { token })
      said.push(await addAddress(at, { token }, { kind: 'email', target: 'FILLED@example.org' }))
      return said
    },
    right: ['200', '200', '200', '200', '429 RATE_001', '429 RATE_001'],
  },
  ...['1234567', '123456789', '1234 5678; x', '１２３４５６７８', '1'.repeat(5000)].map((code) => ({
    name: `a code that is none: ${code.slice(0, 12)}`,
    attempt: (at: Target) =>
      at.try('POST', '/api/notifications/addresses/x/confirm', { token: at.people.member.token, body: { code } }),
    right: '400 HTTP_002',
  })),
  ...(['code', 'confirm'] as const).map((what) => ({
    name: `a viewer: ${what}`,
    attempt: (at: Target) =>
      at.try('POST', `/api/notifications/addresses/x/${what}`, {
        token: at.people.viewer.token,
        body: what === 'code' ? {} : { code: '12345678' },
      }),
    right: '403 AUTH_006',
  })),
  ...each(['GET', 'PUT'] as const, ['loopback', 'remote'] as const).map(([method, listener]) => ({
    name: `the password of the mail server, by nobody: ${method} at ${listener}`,
    attempt: (at: Target) =>
      at.try(method, '/api/notifications/mail-password', {
        listener,
        ...(method === 'PUT' ? { body: { password: 'x' } } : {}),
      }),
    right: '403 AUTH_006',
  })),
  ...each(['GET', 'PUT'] as const, ['owner', 'member'] as const).map(([method, role]) => ({
    name: `the password of the mail server, from elsewhere, by the ${role}: ${method}`,
    attempt: (at: Target) =>
      at.try(method, '/api/notifications/mail-password', {
        listener: 'remote' as const,
        token: at.people[role].token,
        ...(method === 'PUT' ? { body: { password: 'x' } } : {}),
      }),
    right: '403 AUTH_006',
  })),
])

attack<Target>('push: addresses and sizes', target, [
  ...[
    'http://hooks.example.com/a',
    'https://127.0.0.1/a',
    'https://[::ffff:127.0.0.1]/a',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f000001/a',
    'https://localhost/a',
    'https://router.local/a',
    'https://me:secret@hooks.example.com/a',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ].map((address) => ({
    name: `a webhook at ${address}`,
    attempt: (at: Target) => addAddress(at, at.people.member, { target: address }),
    right: '400 PUSH_003',
  })),
  {
    name: 'an e-mail address that carries another header',
    attempt: (at) => addAddress(at, at.people.member, { kind: 'email', target: 'a@b.example\r\nBcc: c@d.example' }),
    right: '400 PUSH_003',
  },
  ...[
    'http://push.example.com/a',
    'https://127.0.0.1/a',
    'https://[::ffff:127.0.0.1]/a',
    'https://169.254.169.254/latest/meta-data',
    'https://0x7f000001/a',
    'https://localhost/a',
    'https://router.local/a',
    'https://push.example.com:4443/a',
    'https://me:secret@push.example.com/a',
    'file:///etc/passwd',
    'javascript:alert(1)',
  ].map((endpoint) => ({
    name: `a push service at ${endpoint}`,
    attempt: (at: Target) => subscribe(at, at.people.member, { endpoint }),
    right: '400 PUSH_001',
  })),
  ...(
    [
      ['an address without end', { endpoint: `https://push.example.com/${'a'.repeat(1000)}` }],
      ['a key without end', { p256dh: 'B'.repeat(100_000) }],
      ['a key that is none', { p256dh: '../'.repeat(29) }],
      ['half a secret', { auth: 'A'.repeat(11) }],
      ['somebody else’s sign-in', { sign_in_id: '1' }],
    ] as const
  ).map(([name, changes]) => ({
    name,
    attempt: (at: Target) => subscribe(at, at.people.member, changes),
    right: '400 HTTP_002',
  })),
  ...(
    [
      ['silent folders without end', { muted: Array(201).fill('/x') }],
      ['a time zone that is a path', { quiet: { from: 0, to: 1, time_zone: '../../etc/passwd' } }],
      ['a day of more minutes', { quiet: { from: 0, to: 1440, time_zone: 'UTC' } }],
      ['nothing', {}],
    ] as const
  ).map(([name, body]) => ({
    name: `choices: ${name}`,
    attempt: (at: Target) => at.try('PATCH', '/api/notifications', { token: at.people.member.token, body }),
    right: '400 HTTP_002',
  })),
  {
    name: 'choices: a time zone that there is not',
    attempt: (at) =>
      at.try('PATCH', '/api/notifications', {
        token: at.people.member.token,
        body: { quiet: { from: 0, to: 1, time_zone: 'Mars/Base' } },
      }),
    right: '200',
  },
  {
    name: 'pages that are looked at, under a name without end',
    attempt: (at) =>
      at.try('POST', '/api/push/looking', {
        token: at.people.member.token,
        body: { page: 'x'.repeat(41), looking: true },
      }),
    right: '400 HTTP_002',
  },
])
