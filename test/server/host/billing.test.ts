import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { REFUSED_TOKEN } from '#server/demo/api/apiKeys.ts'
import { FileVault } from '#server/platform/vault/fileVault.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'

const OWNERS = 'sk-ant-api03-the-owners-own'
const MEMBERS = 'sk-ant-api03-the-members-own'
const BROUGHT = 'sk-ant-api03-for-one-session'
const OTHER = 'sk-ant-oat01-another-subscription'

test('everybody’s sessions bill their own token; setting and removing one leaves the others alone', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: OWNERS }, owner)
  await world.call('claude_token.set', { token: MEMBERS }, member)
  const [owners, members] = [await world.create(owner), await world.create(member)]
  expect(await world.turn(owners.id, 'hello from Olga', owner)).toBe(OWNERS)
  expect(await world.turn(members.id, 'hello from Mel', member)).toBe(MEMBERS)
  const seen = await world.call('session.get', { session_id: members.id }, member)
  expect(seen.login).toBe('token')

  const used = await world.call('usage.read', { user: 'all' }, owner)
  expect(used.rows.toSorted((one, other) => (one.username ?? '').localeCompare(other.username ?? ''))).toMatchObject([
    { username: 'Mel', model: expect.any(String), turns: 1 },
    { username: 'Olga', model: expect.any(String), turns: 1 },
  ])
  expect(used.total.output_tokens).toBeGreaterThan(0)

  await world.call('claude_token.delete', {}, member)
  expect(await world.call('claude.status', {}, member)).toMatchObject({ login: 'none' })
  expect(await world.call('claude.status', {}, owner)).toMatchObject({ login: 'token' })
})

test('nobody bills the owner by having no token: no session is started, and it is said what to do', async () => {
  const world = await HostWorld.start({ ANTHROPIC_API_KEY: 'sk-ant-api03-of-the-machine' })
  await world.call('claude_token.set', { token: OWNERS }, owner)
  await expect(world.create(member)).rejects.toMatchObject({
    code: 'CLAUDE_001',
    message: expect.stringContaining('Set a token of yours'),
  })
  expect((await world.call('session.list', {}, member)).sessions).toEqual([])
  expect(await world.call('claude.status', {}, member)).toMatchObject({
    login: 'none',
    problem: expect.stringContaining('You have no Claude token'),
  })
})

test.each([
  ['a helper that prints a key', { apiKeyHelper: 'echo sk-ant-api03-of-the-helper' }],
  ['a key for the environment', { env: { ANTHROPIC_API_KEY: 'sk-ant-api03-of-the-settings' } }],
  ['a subscription for the environment', { env: { ANTHROPIC_AUTH_TOKEN: 'sk-ant-oat01-of-the-settings' } }],
])('%s in the owner’s settings of Claude Code is not what others sign in with', async (_, settings) => {
  const world = await HostWorld.start()
  const folder = path.join(path.dirname(world.paths.dataDir), '.claude')
  mkdirSync(folder)
  writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings))
  for (const token of [MEMBERS, OTHER]) {
    await world.call('claude_token.set', { token }, member)
    const { id } = await world.create(member)
    expect(await world.turn(id, `with ${token}`, member)).toBe(token)
  }
})

test('an owner who lends their login is billed, and the session says so', async () => {
  const world = await HostWorld.start({ HOMEPORT_CLAUDE_SHARE_LOGIN: 'true' })
  await world.call('claude_token.set', { token: OWNERS }, owner)
  expect(await world.call('claude.status', {}, member)).toMatchObject({ login: 'lent', problem: null })
  const { id } = await world.create(member)
  expect(await world.turn(id, 'may I', member)).toBe(OWNERS)
  expect(await world.call('session.get', { session_id: id }, member)).toMatchObject({ login: 'lent' })
})

test('without any token the owner’s sessions sign in as Claude Code does by itself, and say so', async () => {
  const world = await HostWorld.start({ ANTHROPIC_API_KEY: 'sk-ant-api03-of-the-machine' })
  const { id } = await world.create(owner)
  expect(await world.turn(id, 'as ever', owner)).toBe('sk-ant-api03-of-the-machine')
  expect(await world.call('session.get', { session_id: id }, owner)).toMatchObject({ login: 'environment' })
})

test('a live session goes on with another token, remembering everything; a refused one changes nothing', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: OWNERS }, owner)
  const { id } = await world.create(owner)
  expect(await world.turn(id, 'first', owner)).toBe(OWNERS)

  const refused = world.call('session_token.set', { session_id: id, token: REFUSED_TOKEN }, owner)
  await expect(refused).rejects.toMatchObject({ code: 'CLAUDE_001', details: { validation: { valid: false } } })
  expect(await world.turn(id, 'second', owner)).toBe(OWNERS)

  const told = await world.call('session_token.set', { session_id: id, token: OTHER }, owner)
  expect(told).toMatchObject({ success: true, validation: { valid: true } })
  expect(await world.turn(id, 'third', owner)).toBe(OTHER)
  const request = world.api.requests.findLast(({ prompt }) => prompt === 'third')
  expect(request).toMatchObject({ prompts_before: 2, header: 'authorization' })
  expect(await world.call('session.get', { session_id: id }, owner)).toMatchObject({ login: 'session_token' })

  await world.call('session_token.delete', { session_id: id }, owner)
  expect(await world.turn(id, 'fourth', owner)).toBe(OWNERS)
  const codes = (await world.events(id, owner)).flatMap((event) => (event.type === 'notice' ? [event.data.code] : []))
  expect(codes).toEqual(['token_replaced', 'token_removed'])
})

test('one’s own token replaced or removed counts in the sessions that live already', async () => {
  const world = await HostWorld.start({ ANTHROPIC_API_KEY: 'sk-ant-api03-of-the-machine' })
  await world.call('claude_token.set', { token: OWNERS }, owner)
  const { id } = await world.create(owner)
  expect(await world.turn(id, 'first', owner)).toBe(OWNERS)
  await world.call('claude_token.set', { token: OTHER }, owner)
  expect(await world.turn(id, 'second', owner)).toBe(OTHER)
  await world.call('claude_token.delete', {}, owner)
  expect(await world.turn(id, 'third', owner)).toBe('sk-ant-api03-of-the-machine')
  expect(await world.call('session.get', { session_id: id }, owner)).toMatchObject({ login: 'environment' })
})

test('a turn that runs ends with the token it began with, the prompt that waits is billed to the new one', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: OWNERS }, owner)
  const { id } = await world.create(owner)
  const content = '@tool Bash {"command":"touch made.txt","description":"make"}\n@text made'
  await world.call('message.send', { session_id: id, content }, owner)
  await world.until(id, owner, ({ status }) => status === 'WAITING')
  await world.call('message.send', { session_id: id, content: 'the next one' }, owner)
  await world.call('session_token.set', { session_id: id, token: BROUGHT }, owner)

  const [asked] = (await world.events(id, owner)).filter(({ type }) => type === 'approval_requested')
  const approval_id = asked?.type === 'approval_requested' ? asked.data.approval_id : ''
  await world.call('approval.answer', { session_id: id, approval_id, decision: 'allow' } as never, owner)
  await world.until(id, owner, ({ turn_count, status }) => turn_count === 2 && status === 'ACTIVE')
  const used = world.api.requests.filter((request) => request.prompt === content).map(({ credential }) => credential)
  expect(new Set(used)).toEqual(new Set([OWNERS]))
  expect(used.length).toBeGreaterThan(1)
  expect(world.billed('the next one')).toBe(BROUGHT)
})

test('a token for one session is used by that one alone, rests nowhere, and is gone with it', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: OWNERS }, owner)
  await expect(world.create(member, { claude_token: REFUSED_TOKEN })).rejects.toMatchObject({ code: 'CLAUDE_001' })
  const brought = await world.create(member, { claude_token: BROUGHT })
  expect(brought).not.toHaveProperty('claude_token')
  expect(await world.turn(brought.id, 'with my own', member)).toBe(BROUGHT)
  await expect(world.create(member)).rejects.toMatchObject({ code: 'CLAUDE_001' })
  await world.call('session.terminate', { session_id: brought.id }, member)

  const { vaultFile, vaultKey, dataDir } = world.paths
  expect(Object.keys(JSON.parse(readFileSync(vaultFile, 'utf8')).entries)).toEqual(['claude_token'])
  expect(await new FileVault({ vaultFile, keyFile: vaultKey }).get('claude_token')).toBe(OWNERS)
  const holding = readdirSync(path.dirname(dataDir), { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && readFileSync(path.join(entry.parentPath, entry.name), 'latin1').includes(BROUGHT),
    )
    .map(({ name }) => name)
  expect(holding).toEqual([])
})

test('after a restart of the host the session says that its token is gone, and bills nobody else', async () => {
  const before = await HostWorld.start()
  await before.call('claude_token.set', { token: OWNERS }, owner)
  const { id } = await before.create(owner, { claude_token: BROUGHT })
  expect(await before.turn(id, 'one', owner)).toBe(BROUGHT)
  const world = await before.restarted()

  await world.call('message.send', { session_id: id, content: 'two' }, owner)
  const failed = await world.until(id, owner, ({ status }) => status === 'FAILED')
  expect(failed.login).toBe('session_token')
  const notice = (await world.events(id, owner)).findLast(({ type }) => type === 'notice')
  expect(notice?.content).toContain('given for this session alone is gone')
  expect(world.billed('two')).toBeUndefined()

  await world.call('session_token.set', { session_id: id, token: OTHER }, owner)
  await world.until(id, owner, ({ turn_count }) => turn_count === 2)
  expect(world.billed('two')).toBe(OTHER)
})
