import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import { ForeignServer } from '#test/support/gateway/foreignServer.ts'
import { HostWorld, member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

/** The effort that the request of a prompt named. */
async function asked(world: HostWorld, id: SessionId, prompt: string): Promise<string | undefined> {
  await world.turn(id, prompt, owner)
  return world.api.requests.findLast((request) => request.prompt === prompt)?.effort
}

test('the effort reaches the API with the next turn: from the start, changed while it runs, after a restart, in a fork', async () => {
  let world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const project_path = path.join(path.dirname(world.paths.dataDir), 'project')
  mkdirSync(project_path)
  const plain = await world.call('session.create', { project_path }, owner)
  const usual = await asked(world, plain.id, 'as usual')

  const { id: session_id } = await world.call('session.create', { project_path, effort: 'low' }, owner)
  expect(await asked(world, session_id, 'one')).toBe('low')
  const state = await world.call('session.get', { session_id }, owner)
  expect(state).toMatchObject({ effort: 'low', effort_levels: expect.arrayContaining(['low', 'medium', 'high']) })

  await world.call('session.control', { session_id, action: 'set_effort', effort: 'high' }, owner)
  expect(await asked(world, session_id, 'two')).toBe('high')
  await world.call('session.update', { session_id, effort: 'max' }, owner)
  expect(await asked(world, session_id, 'three')).toBe('max')
  const fork = await world.call('session.fork', { session_id }, owner)
  expect(await asked(world, fork.id, 'in the fork')).toBe('max')

  world = await world.restarted()
  expect(await asked(world, session_id, 'four')).toBe('max')
  await world.call('session.update', { session_id, effort: null }, owner)
  expect(await asked(world, session_id, 'five')).toBe(usual)
})

test('an effort that is set by Claude Code’s own command is the session’s too', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  const { id } = await world.create(owner)
  await world.turn(id, '/effort low', owner)
  await world.until(id, owner, ({ effort }) => effort === 'low')
  expect(await asked(world, id, 'quick')).toBe('low')
  await world.turn(id, '/effort enormous', owner)
  await world.turn(id, '/effort auto', owner)
  await world.until(id, owner, ({ effort }) => effort === null)
})

test('the models that Claude Code offers are known from the first start on, to their person alone', async () => {
  const world = await HostWorld.start()
  await world.call('claude_token.set', { token: 'sk-ant-api03-of-the-tests' }, owner)
  expect((await world.call('claude.models', {}, owner)).models).toEqual([])
  const { id } = await world.create(owner)
  await world.until(id, owner, ({ status }) => status === 'ACTIVE')
  const { models } = await world.call('claude.models', {}, owner)
  const levels = (name: string) => models.find((model) => model.name === name)?.effort_levels
  expect(levels('default')).toContain('high')
  for (const alias of ['opus', 'sonnet', 'haiku']) {
    expect([alias, levels(alias)]).toEqual([alias, expect.any(Array)])
  }
  expect((await world.call('claude.models', {}, member)).models).toEqual([])
})

test('a changed effort leaves what the process was started with in force: a trusted folder still sends no request elsewhere', async () => {
  const foreign = await ForeignServer.start()
  const world = await TrustWorld.start(owner, { sendTo: foreign.url })
  const { id: session_id } = await world.createTrusted()
  await world.world.call('session.control', { session_id, action: 'set_effort', effort: 'low' }, owner)
  await world.turn(session_id, 'hello')
  expect(world.world.api.requests.findLast(({ prompt }) => prompt === 'hello')?.effort).toBe('low')
  expect(foreign.seen).toEqual([])
  // And the folder is still in force, as it was.
  expect(await world.notices(session_id)).toEqual([])
  expect((await world.get(session_id)).trust.state).toBe('trusted')
})
