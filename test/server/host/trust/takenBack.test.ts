import { expect, test, vi } from 'vitest'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

test.each([
  ['the owner', owner],
  ['a member', member],
])('%s takes trust back: all their sessions there go on without what the folder brings', async (_, actor) => {
  const world = await TrustWorld.start(actor)
  const { repository } = world
  const [running, sleeping] = [await world.createTrusted(), await world.createTrusted()]
  await world.turn(running.id, 'one')
  await world.turn(sleeping.id, 'one')
  expect(repository.marks).toContain('prompt_hook')
  await world.world.call('session.control', { session_id: sleeping.id, action: 'suspend' }, actor)

  const answer = await world.world.call('session.untrust', { session_id: running.id }, actor)
  expect(answer.trust.state).toBe('untrusted')
  expect(await world.notices(running.id)).toContain('folder_untrusted')
  repository.clear()
  for (const { id } of [running, sleeping]) {
    await world.turn(id, 'two')
    expect((await world.get(id)).trust.state).toBe('untrusted')
  }
  expect(repository.marks).toEqual([])
  expect(world.world.api.requests.findLast(({ prompt }) => prompt === 'two')).toMatchObject({ prompts_before: 1 })

  await expect(world.world.call('session.untrust', { session_id: running.id }, actor)).rejects.toMatchObject({
    code: 'SESSION_003',
  })
  await world.trust(running.id)
  await world.turn(running.id, 'three')
  expect(repository.marks).toContain('prompt_hook')
})

test('it is theirs to take back: nobody else’s session or yes', async () => {
  const mine = await TrustWorld.start(owner)
  const theirs = await mine.as(member)
  const [session, other] = [await mine.createTrusted(), await theirs.createTrusted()]
  const foreign = mine.world.call('session.untrust', { session_id: session.id }, member)
  await expect(foreign).rejects.toMatchObject({ code: 'SESSION_002' })
  await mine.world.call('session.untrust', { session_id: session.id }, owner)
  expect((await theirs.get(other.id)).trust.state).toBe('trusted')
})

test('what was trusted in Claude Code itself is not taken up again, and its record is not changed', async () => {
  const world = await TrustWorld.start(owner)
  world.trustInClaude(world.repository.folder)
  const session = await world.create()
  expect(session.trust.state).toBe('trusted')
  await world.world.call('session.untrust', { session_id: session.id }, owner)
  expect((await world.create()).trust.state).toBe('untrusted')
  expect(world.claudesOwnTrust()).toEqual([world.repository.folder])
})
