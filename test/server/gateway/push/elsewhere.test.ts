import { createHmac } from 'node:crypto'
import { expect, onTestFinished, test } from 'vitest'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { FakeHookServer } from '#test/fakes/hookServer.ts'
import { startPushWorld } from '#test/support/gateway/pushWorld.ts'

type World = Awaited<ReturnType<typeof startPushWorld>>

async function hookWorld() {
  const hook = new FakeHookServer()
  const host = await hook.listen()
  onTestFinished(() => hook.close())
  const vault = new MemoryVault()
  const world = await startPushWorld({ vault, env: { HOMEPORT_NOTIFICATIONS_PRIVATE_HOSTS: host } })
  return { ...world, hook, host, vault }
}

const add = async ({ ask }: Pick<World, 'ask'>, body: object) => {
  const answer = await ask('POST', 'notifications/addresses', body)
  return { status: answer.status, ...(answer.body as { id: string }), text: JSON.stringify(answer.body) }
}

test('a webhook gets what browsers get, in the same words, signed, and hears what is taken back', async () => {
  const world = await hookWorld()
  const { hook } = world
  const added = await add(world, { kind: 'webhook', target: `http://${world.host}/in`, secret: 's3cret' })
  expect(added.status).toBe(201)
  expect(added.text).not.toContain('s3cret')
  const asked = world.requests(world.session.id, { input: { command: 'deploy --token=hunter2' } })
  await expect.poll(() => hook.received.length).toBe(1)
  const [one] = hook.received
  expect(JSON.parse(one?.body ?? '')).toEqual({
    kind: 'show',
    tag: `session-${world.session.id}`,
    title: 'fake needs you',
    body: 'Claude asks for your permission.',
    path: `/session/${world.session.id}?at=${asked.tool_use_id}`,
    at: world.time.now(),
    badge: 1,
  })
  const [, time = '', hex] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(one?.headers['homeport-signature'])) ?? []
  expect(hex).toBe(createHmac('sha256', 's3cret').update(`${time}.${one?.body}`).digest('hex'))
  world.resolves(world.session.id, asked)
  await expect.poll(() => hook.received.length).toBe(2)
  expect(JSON.parse(hook.received[1]?.body ?? '')).toMatchObject({ kind: 'close', badge: 0 })
})

test('ntfy gets it as its own interface wants it, with the token of the topic', async () => {
  const world = await hookWorld()
  await add(world, { kind: 'ntfy', target: `http://${world.host}/homeport-me`, secret: 'tk_1' })
  const asked = world.requests(world.session.id)
  await expect.poll(() => world.hook.received.length).toBe(1)
  const [one] = world.hook.received
  expect([one?.path, one?.headers.authorization]).toEqual(['/', 'Bearer tk_1'])
  expect(JSON.parse(one?.body ?? '')).toEqual({
    topic: 'homeport-me',
    title: 'fake needs you',
    message: 'Claude asks for your permission.',
    priority: 4,
  })
  world.resolves(world.session.id, asked)
  world.requests(world.session.id)
  await expect.poll(() => world.hook.received.length).toBe(2)
})

test('the same limits: who looks is not told, quiet hours and muted projects are silent', async () => {
  const world = await hookWorld()
  await add(world, { kind: 'webhook', target: `http://${world.host}/in` })
  await world.ask('POST', 'push/looking', { page: 'one', looking: true })
  const asked = world.requests(world.session.id)
  world.resolves(world.session.id, asked)
  await world.ask('POST', 'push/looking', { page: 'one', looking: false })
  await world.ask('PATCH', 'notifications', { muted: [world.session.workspace_path] })
  const muted = world.requests(world.session.id)
  world.resolves(world.session.id, muted)
  await world.ask('PATCH', 'notifications', { muted: [], contents: true })
  world.requests(world.session.id)
  await expect.poll(() => world.hook.received.length).toBe(1)
  expect(world.hook.received[0]?.body).toContain('npm test')
})

test('a failure is tried four times in all, shown with its reason, and no redirect is followed', async () => {
  const world = await hookWorld()
  const { id } = await add(world, { kind: 'webhook', target: `http://${world.host}/in` })
  world.hook.status = 503
  world.requests(world.session.id)
  for (const [count, wait] of [
    [1, 2_000],
    [2, 15_000],
    [3, 60_000],
    [4, 600_000],
  ] as const) {
    await expect.poll(() => world.hook.received.length).toBe(count)
    await expect.poll(async () => (await shown(world))?.last).toMatchObject({ accepted: false })
    world.time.pass(wait)
  }
  expect(await shown(world)).toMatchObject({
    last: { outcome: 'It was not taken there for now (503).', accepted: false },
  })
  world.hook.status = 302
  const tested = await world.ask('POST', `notifications/addresses/${id}/test`, {})
  expect(tested.body).toMatchObject({ accepted: false, outcome: 'It was refused there (302).' })
  expect(world.hook.received).toHaveLength(5)
})

test('what leads into this network, or is no address, is refused; a sixth one too', async () => {
  const world = await hookWorld()
  for (const [kind, target] of [
    ['webhook', 'http://127.0.0.1:1/x'],
    ['webhook', 'https://127.0.0.1/x'],
    ['webhook', 'https://[::1]/x'],
    ['webhook', 'https://2130706433/x'],
    ['webhook', 'http://example.org/x'],
    ['webhook', 'https://router.local/x'],
    ['webhook', 'https://me:pw@example.org/x'],
    ['webhook', 'file:///etc/passwd'],
    ['ntfy', 'https://ntfy.sh/'],
    ['email', 'me@example.org\r\nBcc: all@example.org'],
    ['email', 'nobody'],
  ]) {
    const answer = await add(world, { kind, target })
    expect([target, answer.status, answer.text.includes('PUSH_003')]).toEqual([target, 400, true])
  }
  for (const nth of [1, 2, 3, 4, 5]) {
    await add(world, { kind: 'webhook', target: `https://example.org/${nth}` })
  }
  expect((await add(world, { kind: 'webhook', target: 'https://example.org/6' })).status).toBe(400)
})

test('its secret goes with it, and forty an hour are enough', async () => {
  const world = await hookWorld()
  const { id } = await add(world, { kind: 'webhook', target: `http://${world.host}/in`, secret: 's3cret' })
  const outcomes: string[] = []
  for (let nth = 0; nth < 41; nth += 1) {
    const { body } = await world.ask('POST', `notifications/addresses/${id}/test`, {})
    outcomes.push((body as { outcome: string }).outcome)
  }
  expect(outcomes.slice(39)).toEqual(['It was taken there (200).', 'More than 40 in an hour: it was not sent.'])
  expect(await world.vault.get(`notify-${id}`)).toBe('s3cret')
  await world.ask('DELETE', `notifications/addresses/${id}`)
  expect(await world.vault.get(`notify-${id}`)).toBeNull()
  expect(await shown(world)).toBeUndefined()
})

test('the same target is counted on when its address is removed and added again', async () => {
  const world = await hookWorld()
  const target = `http://${world.host}/in`
  let outcome = ''
  for (let nth = 0; nth < 41; nth += 1) {
    const { id } = await add(world, { kind: 'webhook', target })
    const { body } = await world.ask('POST', `notifications/addresses/${id}/test`, {})
    ;({ outcome } = body as { outcome: string })
    await world.ask('DELETE', `notifications/addresses/${id}`)
  }
  expect([world.hook.received.length, outcome]).toEqual([40, 'More than 40 in an hour: it was not sent.'])
})

test('ever other targets of one person are counted together', async () => {
  const world = await hookWorld()
  const send = async (nth: number, times: number) => {
    const { id } = await add(world, { kind: 'webhook', target: `http://${world.host}/${nth}` })
    for (let sent = 0; sent < times; sent += 1) {
      await world.ask('POST', `notifications/addresses/${id}/test`, {})
    }
    await world.ask('DELETE', `notifications/addresses/${id}`)
  }
  for (let nth = 0; nth < 5; nth += 1) {
    await send(nth, 40)
  }
  await send(5, 1)
  expect(world.hook.received).toHaveLength(200)
})

test('many with a secret at once leave as many as one may have, and no secret of the others', async () => {
  const world = await hookWorld()
  const secrets: string[] = []
  const set = world.vault.set.bind(world.vault)
  const gate: { open?: () => void } = {}
  const waiting = new Promise<void>((resolve) => (gate.open = resolve))
  world.vault.set = async (name, value) => {
    secrets.push(name)
    if (secrets.length === 12) {
      gate.open?.()
    }
    await waiting
    await set(name, value)
  }
  const all = Array.from({ length: 12 }, (_one, nth) =>
    add(world, { kind: 'webhook', target: `https://example.org/${nth}`, secret: 's3cret' }),
  )
  const answers = await Promise.all(all)
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(5)
  const kept = await Promise.all(secrets.map((name) => world.vault.get(name)))
  expect(kept.filter((one) => one !== null)).toHaveLength(5)
})

test('removing one leaves the secret of another that is just being added', async () => {
  const world = await hookWorld()
  const { id: first } = await add(world, { kind: 'webhook', target: 'https://example.org/1', secret: 's3cret' })
  const set = world.vault.set.bind(world.vault)
  world.vault.set = async (name, value) => {
    await set(name, value)
    await world.ask('DELETE', `notifications/addresses/${first}`)
  }
  const { id } = await add(world, { kind: 'webhook', target: 'https://example.org/2', secret: 'other' })
  expect(await world.vault.get(`notify-${id}`)).toBe('other')
  expect(await world.vault.get(`notify-${first}`)).toBeNull()
})

async function shown({ ask }: Pick<World, 'ask'>) {
  const { addresses } = (await ask('GET', 'notifications/addresses')).body as { addresses: { last: unknown }[] }
  return addresses[0]
}
