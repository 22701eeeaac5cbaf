import { expect, test } from 'vitest'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

test.each([
  ['the owner', owner, {}],
  ['a member who is lent the login', member, { HOMEPORT_CLAUDE_SHARE_LOGIN: 'true' }],
])('a helper of the folder is asked for a key after a yes, and never before (%s)', async (_, actor, env) => {
  const world = await TrustWorld.start(actor, { key: 'sk-ant-api03-of-the-machine' }, env)
  const { id } = await world.create()
  await world.turn(id, 'hello')
  expect(world.repository.marks).not.toContain('helper')
  expect(world.world.billed('hello')).toBe('sk-ant-api03-of-the-machine')
  await world.trust(id)
  await world.turn(id, 'again')
  expect(world.repository.marks).toContain('helper')
})
