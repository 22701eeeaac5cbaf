import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Actor } from '#shared/operations/session.ts'
import type { SessionSetup } from '#shared/session/setup.ts'
import { SignInServer } from '#test/fakes/signInServer.ts'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 180_000 })

const PROGRAM = path.join(import.meta.dirname, '../../../fakes/toolServer.mjs')
const SECRET = 'token-of-the-server-4711'

test('a server of a session works with a secret of its environment, which is in no argument of Claude Code', async () => {
  const trust = await TrustWorld.start(owner)
  const report = path.join(trust.home, 'report.json')
  const command = { type: 'stdio' as const, command: process.execPath, args: [PROGRAM, report, 'with ${KEY}'] }
  const mcp_servers = { tools: { ...command, env: { INNER_KEY: '${KEY}' } } }
  const made = await trust.world.call(
    'session.create',
    { project_path: trust.repository.folder, environment: { KEY: SECRET }, setup: { mcp_servers } },
    owner,
  )
  await trust.turn(made.id, '@text begun')
  const { servers } = await trust.world.call('mcp.list', { session_id: made.id }, owner)
  expect(servers).toContainEqual({
    name: 'tools',
    status: 'connected',
    error: null,
    transport: 'stdio',
    is_of_session: true,
    tools: ['hello'],
  })
  const started = JSON.parse(readFileSync(report, 'utf8')) as { args: string[]; env: Record<string, string> }
  expect(started).toMatchObject({ args: [`with ${SECRET}`], env: { INNER_KEY: SECRET } })
  const { process_id } = await trust.get(made.id)
  const proc = `/proc/${process_id}/cmdline`
  expect(existsSync(proc) ? readFileSync(proc, 'utf8') : '').not.toContain(SECRET)
  const asked = await trust.turn(made.id, '@tool mcp__tools__hello {}\n@text done', 'allow')
  expect(asked.map(({ tool_name }) => tool_name)).toEqual(['mcp__tools__hello'])
  await trust.world.call('mcp.reconnect', { session_id: made.id, server: 'tools' }, owner)
})

test('a server that does not work says why, without the secret', async () => {
  const trust = await TrustWorld.start(owner)
  const mcp_servers = { gone: { type: 'stdio' as const, command: '/nowhere/${KEY}' } }
  const made = await trust.world.call(
    'session.create',
    { project_path: trust.repository.folder, environment: { KEY: SECRET }, setup: { mcp_servers } },
    owner,
  )
  await trust.turn(made.id, '@text begun')
  const { servers } = await trust.world.call('mcp.list', { session_id: made.id }, owner)
  expect(servers).toMatchObject([{ name: 'gone', status: 'failed' }])
  expect(JSON.stringify([servers, await trust.world.events(made.id, owner)])).not.toContain(SECRET)
})

test.each<[string, SessionSetup['mcp_servers'], RegExp]>([
  [
    'a variable that is not the session’s',
    { a: { type: 'stdio', command: 'x', args: ['${HOME}'] } },
    /no variable of this session/,
  ],
  ['a default of a variable', { a: { type: 'stdio', command: '${KEY:-x}' } }, /no variable of this session/],
  [
    'a key in a header',
    { a: { type: 'http', url: 'https://a.example', headers: { Authorization: 'Bearer abcdefgh' } } },
    /secret/,
  ],
  ['a key in an argument', { a: { type: 'stdio', command: 'x', args: ['--key', 'sk-ant-api03-abc'] } }, /secret/],
  ['a password in an address', { a: { type: 'http', url: 'https://u:p@a.example' } }, /url|secret/],
  ['an address of a file', { a: { type: 'sse', url: 'file:///etc/passwd' } }, /url/],
  ['a character that nobody sees', { a: { type: 'stdio', command: 'x\u202e' } }, /nobody sees/],
  ['a name for the shell', { 'a b': { type: 'stdio', command: 'x' } }, /name of a server/],
  ['a variable of Claude Code', { a: { type: 'stdio', command: 'x', env: { NODE_OPTIONS: 'y' } } }, /NODE_OPTIONS/],
])('refused in a server: %s', async (_what, mcp_servers, why) => {
  const trust = await TrustWorld.start(owner)
  const params = { folder_name: 'never', environment: { KEY: SECRET }, setup: { mcp_servers } }
  await expect(trust.world.call('session.create', params, owner)).rejects.toMatchObject({
    code: 'WS_002',
    message: expect.stringMatching(why),
  })
  expect((await trust.world.call('session.list', {}, owner)).sessions).toEqual([])
})

test('a person signs in to a server, and nobody else uses it: not who sets the same server in a session of theirs', async () => {
  const far = await SignInServer.start()
  const owners = await TrustWorld.start(owner)
  const members = await owners.as(member)
  const mine = await sessionWith(owners, owner, far.url)
  expect(await stateOf(owners, owner, mine)).toMatchObject({ status: 'needs_sign_in' })
  const { url } = await owners.world.call('mcp.sign_in', { session_id: mine, server: 'far' }, owner)
  const callback_url = far.saysYes(url ?? '')
  await owners.world.call('mcp.finish_sign_in', { session_id: mine, server: 'far', callback_url }, owner)
  await expect.poll(() => stateOf(owners, owner, mine), { timeout: 60_000 }).toMatchObject({ status: 'connected' })
  const theirs = await sessionWith(members, member, far.url)
  expect(await stateOf(members, member, theirs)).toMatchObject({ status: 'needs_sign_in' })
  expect(
    far.seen.filter(({ person, authorization }) => person === member.user_id && authorization !== undefined),
  ).toEqual([])
  expect(far.seen.some(({ person }) => person === member.user_id)).toBe(true)
})

test('the sign-in of a server that is not the session’s own is the owner’s', async () => {
  const owners = await TrustWorld.start(owner)
  const members = await owners.as(member)
  const made = await members.world.call('session.create', { folder_name: 'of-member' }, member)
  const asked = { session_id: made.id, server: 'far' }
  await expect(members.world.call('mcp.sign_in', asked, member)).rejects.toMatchObject({ code: 'AUTH_006' })
})

async function sessionWith(trust: TrustWorld, actor: Actor, url: string) {
  const setup = { mcp_servers: { far: { type: 'http' as const, url } } }
  const made = await trust.world.call('session.create', { folder_name: `of-${actor.user_id}`, setup }, actor)
  await trust.turn(made.id, '@text begun')
  return made.id
}

async function stateOf(trust: TrustWorld, actor: Actor, session_id: Awaited<ReturnType<typeof sessionWith>>) {
  const { servers } = await trust.world.call('mcp.list', { session_id }, actor)
  return servers.find(({ name }) => name === 'far')
}
