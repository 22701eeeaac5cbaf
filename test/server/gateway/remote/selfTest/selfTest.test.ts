import { defaultRemoteChoice } from '#test/fakes/remoteChoice.ts'
import { createServer as createHttpServer } from 'node:http'
import { createServer as createNetServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type Behaviour, HOST, SelfTestWorld, failureOf, statesOf } from '#test/support/gateway/selfTestWorld.ts'

describe('the self-test', () => {
  test('of a listener that works: every step is fine, and nothing that signs anybody in was sent', async () => {
    const world = new SelfTestWorld()
    await world.listener()
    const tested = await world.test()
    expect(tested).toMatchObject({ ok: true, verdict: expect.stringContaining(`${HOST} works`) })
    expect(statesOf(tested)).toEqual({
      name: 'ok',
      address: 'hint',
      connect: 'ok',
      tls: 'ok',
      homeport: 'ok',
      socket: 'ok',
      round_trip: 'ok',
    })
    const steps = tested.addresses[0]?.steps ?? []
    expect(steps.at(-1)?.text).toMatch(/There and back in \d+ ms/)
    expect(steps[3]?.text).toMatch(/only devices that trust your authority/)
    expect(world.asked.map(({ path }) => path)).toEqual([expect.stringMatching(/^\/live\//), '/ws'])
    expect(world.asked[1]?.headers['origin']).toBe(`https://${HOST}:${world.port}`)
    for (const { headers } of world.asked) {
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['cookie']))
      expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['authorization']))
    }
  })

  test('of what is off says so', async () => {
    const world = new SelfTestWorld()
    const off = { enabled: false, remote_url: null, bind: null, port: null, hosts: [], certificate: null }
    const rest = { order: null, ca_path: null, ca_url: null, problem: null, visitor: null, fixed: [] }
    const status = () => ({ ...off, ...rest, choice: defaultRemoteChoice })
    const tested = await world.test({ remote: { status, caCertificate: () => null } })
    expect(tested).toMatchObject({ ok: false, addresses: [], verdict: expect.stringContaining('is off') })
  })

  test('goes on with the other addresses, and the one that is told decides', async () => {
    const world = new SelfTestWorld()
    await world.listener()
    world.hosts = [HOST, 'gone.example', 'box.local']
    const tested = await world.test()
    expect(tested.ok).toBe(true)
    expect(tested.verdict).toContain('One other does not')
    expect(tested.addresses.map(({ host, outcome }) => [host, outcome])).toEqual([
      [HOST, 'works'],
      ['gone.example', 'fails'],
      ['box.local', 'unknown'],
    ])
    world.hosts = ['gone.example', HOST]
    expect((await world.test()).ok).toBe(false)
  })
})

type Row = readonly [string, (world: SelfTestWorld) => Promise<void>, { step: string; text: RegExp; advice: RegExp }]

const failing: readonly Row[] = [
  [
    'a name that nobody knows',
    async (world) => void world.names.delete(HOST),
    { step: 'name', text: /No name server knows/, advice: /spelling/ },
  ],
  [
    'an address that is this machine alone',
    async (world) => {
      world.hosts = ['127.0.0.1']
      world.reach = 'loopback'
    },
    { step: 'address', text: /this machine alone/, advice: /0\.0\.0\.0/ },
  ],
  [
    'a closed port',
    (world) => world.nobody(),
    { step: 'connect', text: /refuses connections: nothing listens/, advice: /on all addresses/ },
  ],
  [
    'a server without TLS',
    (world) => world.listen(createHttpServer()),
    { step: 'tls', text: /no TLS|begins no TLS/, advice: /Another program/ },
  ],
  [
    'a server of TLS 1.2',
    (world) => world.listener({ tls: { minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } }),
    { step: 'tls', text: /only TLS 1\.2/, advice: /not Homeport/ },
  ],
  [
    'a server that says nothing',
    (world) => world.listen(createNetServer((socket) => socket.on('error', () => {}))),
    { step: 'tls', text: /begins no TLS/, advice: /Another program/ },
  ],
  [
    'a certificate of another name',
    (world) => world.listener({ name: 'other.example' }),
    { step: 'tls', text: /not for home\.example; it is for other\.example/, advice: /Get one/ },
  ],
  [
    'a certificate that is over',
    (world) => world.listener({ issuedDaysAgo: 100 }),
    { step: 'tls', text: /ended on \d{4}-/, advice: /Replace/ },
  ],
  [
    'a certificate of another authority',
    async (world) => {
      await world.listener()
      const { ca } = world
      await world.listener()
      world.ca = ca
    },
    { step: 'tls', text: /not from this machine’s own authority/, advice: /Another server/ },
  ],
  [
    'a server that is not this Homeport',
    (world) => world.listener({ isStranger: true }),
    { step: 'homeport', text: /not this Homeport/, advice: /forwarding/ },
  ],
  [
    'a server that is another Homeport, answering 200',
    (world) => world.listener({ isStranger: true, status: 200 }),
    { step: 'homeport', text: /not this Homeport/, advice: /forwarding/ },
  ],
  [
    'an upgrade that is refused',
    (world) => world.listener({ upgrades: 'refuse' }),
    { step: 'socket', text: /refused \(status 403\)/, advice: /proxy/ },
  ],
  [
    'a socket through which nothing comes back',
    (world) => world.listener({ upgrades: 'swallow' }),
    { step: 'round_trip', text: /nothing comes back/, advice: /proxy/ },
  ],
]

test.each(failing)('%s ends it with the reason and what to do', async (...[, prepare, { step, text, advice }]) => {
  const world = new SelfTestWorld()
  await prepare(world)
  const tested = await world.test()
  expect(tested.ok).toBe(false)
  const failure = failureOf(tested)
  expect(failure).toMatchObject({ step, text: expect.stringMatching(text), advice: expect.stringMatching(advice) })
  expect(tested.verdict).toContain(failure.text)
})

test('a slow name server does not hold it up', async () => {
  const world = new SelfTestWorld()
  const tested = await world.test({ resolve: () => new Promise(() => {}) })
  expect(failureOf(tested)).toMatchObject({ step: 'name', text: expect.stringContaining('in time') })
})

const hinted: readonly (readonly [string, Behaviour, RegExp])[] = [
  ['of nobody’s authority', {}, /No device knows who signed/],
  ['that ends soon', { issuedDaysAgo: 80 }, /No device knows|It ends on/],
]

test.each(hinted)('a certificate from files %s is told, and it goes on', async (...[, behaviour, words]) => {
  const world = new SelfTestWorld()
  await world.listener(behaviour)
  world.ca = null
  const tested = await world.test()
  expect(statesOf(tested)).toMatchObject({ tls: 'hint', round_trip: 'ok' })
  expect(tested.addresses[0]?.steps[3]?.text).toMatch(words)
})

test('an own certificate that ends soon is told', async () => {
  const world = new SelfTestWorld()
  await world.listener({ issuedDaysAgo: 80 })
  const tested = await world.test()
  expect(tested.addresses[0]?.steps[3]).toMatchObject({ state: 'hint', advice: expect.stringContaining('It ends on') })
})

test('a name that the machine lists as itself says nothing about other devices', async () => {
  const world = new SelfTestWorld()
  await world.listener()
  world.reach = 'loopback'
  const tested = await world.test()
  expect(tested.addresses).toMatchObject([{ outcome: 'unknown' }])
  expect(tested.ok).toBe(false)
})
