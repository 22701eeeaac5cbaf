import { expect, onTestFinished, test } from 'vitest'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { BrokenVault } from '#test/fakes/brokenVault.ts'
import { FakeMailServer } from '#test/fakes/mailServer.ts'
import { localCall } from '#test/support/gateway/gateway.ts'
import { startPushWorld } from '#test/support/gateway/pushWorld.ts'

type World = Awaited<ReturnType<typeof startPushWorld>>

async function mailWorld(more: Readonly<Record<string, string>> = {}) {
  const mail = new FakeMailServer()
  const host = await mail.listen()
  onTestFinished(() => mail.close())
  const vault = new MemoryVault()
  const env = {
    HOMEPORT_NOTIFICATIONS_PRIVATE_HOSTS: host,
    HOMEPORT_NOTIFICATIONS_MAIL_SERVER: `smtp://${host}`,
    HOMEPORT_NOTIFICATIONS_MAIL_FROM: 'homeport@example.org',
    ...more,
  }
  const world = { ...(await startPushWorld({ vault, env })), mail, vault }
  /** Adds an address and enters the code that comes there. */
  const own = async (target: string): Promise<string> => {
    const { id } = await add(world, { kind: 'email', target })
    const { status } = await world.ask('POST', `notifications/addresses/${id}/confirm`, { code: codeIn(mail) })
    expect(status).toBe(200)
    return id
  }
  return { ...world, own }
}

/** The code of the last mail. */
const codeIn = ({ received }: FakeMailServer): string =>
  /^Subject: Homeport: (\d{4} \d{4}) confirms this address$/m.exec(received.at(-1)?.data ?? '')?.[1] ?? 'none came'

const add = async ({ ask }: Pick<World, 'ask'>, body: object) => {
  const answer = await ask('POST', 'notifications/addresses', body)
  return { status: answer.status, ...(answer.body as { id: string }), text: JSON.stringify(answer.body) }
}

test('e-mail goes by the owner’s server, with the password of the vault', async () => {
  const world = await mailWorld({ HOMEPORT_NOTIFICATIONS_MAIL_USER: 'me' })
  world.mail.password = 'p4ss'
  await world.vault.set('mail-password', 'p4ss')
  await world.own('me@example.org')
  world.requests(world.session.id)
  await expect.poll(() => world.mail.received.length).toBe(2)
  const [, one] = world.mail.received
  expect(one).toMatchObject({ user: 'me', from: expect.stringContaining('homeport@example.org') })
  expect(one?.data).toMatch(/^Subject: fake needs you$/m)
  expect(one?.data).toContain('Claude asks for your permission.')
})

test('a receiver that the mail server refuses for good is asked once', async () => {
  const world = await mailWorld()
  const id = await world.own('gone@example.org')
  world.mail.answer = '550 nobody of that name'
  world.mail.tries = 0
  const tested = await world.ask('POST', `notifications/addresses/${id}/test`, {})
  expect(tested.body).toMatchObject({ accepted: false, outcome: expect.stringContaining('550') })
  expect(world.mail.tries).toBe(1)
})

test('an e-mail address gets nothing but a code until that is entered', async () => {
  const world = await mailWorld()
  const { id, text } = await add(world, { kind: 'email', target: 'me@example.org' })
  expect(text).toContain('"confirmed":false')
  expect(world.mail.received).toHaveLength(1)
  const first = codeIn(world.mail)
  const asked = world.requests(world.session.id)
  world.resolves(world.session.id, asked)
  const tested = await world.ask('POST', `notifications/addresses/${id}/test`, {})
  expect([tested.status, JSON.stringify(tested.body)]).toEqual([400, expect.stringContaining('PUSH_003')])
  await world.ask('POST', `notifications/addresses/${id}/code`, {})
  const second = codeIn(world.mail)
  expect(world.mail.received).toHaveLength(2)
  const enters = async (code: string) =>
    (await world.ask('POST', `notifications/addresses/${id}/confirm`, { code })).status
  expect(await enters(first)).toBe(400)
  expect(await enters(second)).toBe(200)
  world.requests(world.session.id)
  await expect.poll(() => world.mail.received.length).toBe(3)
  expect(world.mail.received[2]?.data).toMatch(/^Subject: fake needs you$/m)
})

test('a code ends with five tries and with fifteen minutes', async () => {
  const world = await mailWorld()
  const { id } = await add(world, { kind: 'email', target: 'me@example.org' })
  const enters = async (code: string) =>
    JSON.stringify((await world.ask('POST', `notifications/addresses/${id}/confirm`, { code })).body)
  for (const left of ['left: 4', 'left: 3', 'left: 2', 'left: 1', 'Have another']) {
    const wrong = codeIn(world.mail).replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10))
    expect(await enters(wrong)).toContain(left)
  }
  expect(await enters(codeIn(world.mail))).toContain('No code is waiting')
  await world.ask('POST', `notifications/addresses/${id}/code`, {})
  world.time.pass(15 * 60_000)
  const late = await (
    await anew(world)
  ).ask('POST', `notifications/addresses/${id}/confirm`, { code: codeIn(world.mail) })
  expect(JSON.stringify(late.body)).toContain('No code is waiting')
})

test('five codes a day go to one mailbox, however it is written and whenever it is removed', async () => {
  const world = await mailWorld()
  const statuses: number[] = []
  for (const target of ['me@example.org', 'ME@example.org', 'me@EXAMPLE.org', 'Me@example.org', 'mE@example.org']) {
    const { id, status } = await add(world, { kind: 'email', target })
    statuses.push(status)
    await world.ask('DELETE', `notifications/addresses/${id}`)
  }
  const { status } = await add(world, { kind: 'email', target: 'me@example.org' })
  expect([...statuses, status]).toEqual([201, 201, 201, 201, 201, 429])
  expect(world.mail.received).toHaveLength(5)
  world.time.pass(24 * 3_600_000)
  expect((await add(await anew(world), { kind: 'email', target: 'me@example.org' })).status).toBe(201)
})

/** The same person, whose access token is over by now. */
async function anew({ gateway }: Pick<World, 'gateway'>): Promise<Pick<World, 'ask'>> {
  const { token } = await gateway.signIn()
  return { ask: (method, path, body) => gateway.ask(method, `/api/${path}`, { token, body }) }
}

test('the password of the mail server is kept, seen to be there, and deleted', async () => {
  const { gateway, vault } = await startedWithVault()
  const run = (name: 'notifications.has_mail_password' | 'notifications.mail_password', params: object) =>
    gateway.gateway.dispatch.run(name, params, localCall(gateway.gateway.owner))
  expect(await run('notifications.has_mail_password', {})).toEqual({ kept: false })
  await run('notifications.mail_password', { password: 'p4ss' })
  expect([await run('notifications.has_mail_password', {}), await vault.get('mail-password')]).toEqual([
    { kept: true },
    'p4ss',
  ])
  await run('notifications.mail_password', { password: null })
  expect(await run('notifications.has_mail_password', {})).toEqual({ kept: false })
})

test('a machine without a keychain says so, and does not refuse the question', async () => {
  const { gateway } = await startPushWorld({ vault: new BrokenVault() })
  const { dispatch, owner } = gateway.gateway
  expect(await dispatch.run('notifications.has_mail_password', {}, localCall(owner))).toEqual({
    kept: false,
    problem: 'There is no keychain here.',
  })
})

async function startedWithVault() {
  const vault = new MemoryVault()
  return { ...(await startPushWorld({ vault })), vault }
}
