import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { SessionId } from '#shared/ids.ts'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

const TOUCH = '@tool Bash {"command":"touch mine.txt","description":"d"}\n@text made'

async function allowAlways(world: TrustWorld, session_id: SessionId) {
  await world.world.call('message.send', { session_id, content: TOUCH }, world.actor)
  await world.world.until(session_id, world.actor, ({ status }) => status === 'WAITING')
  const asked = (await world.waiting(session_id)).at(-1)
  if (asked === undefined) {
    throw new Error('Nothing was asked.')
  }
  expect(asked.suggestions[0]).toMatchObject({ type: 'addRules', destination: 'localSettings' })
  const answer = { session_id, approval_id: asked.approval_id, decision: 'allow' as const, remember: [0] }
  await world.world.call('approval.answer', answer, world.actor)
  await world.world.until(session_id, world.actor, ({ turn_count }) => turn_count > 0)
}

test.each([
  ['the owner', owner],
  ['a member', member],
])('what %s allows for good in an untrusted folder holds after a restart, and changes no file', async (_, actor) => {
  const world = await TrustWorld.start(actor)
  const file = path.join(world.repository.folder, '.claude', 'settings.local.json')
  const before = readFileSync(file, 'utf8')
  const session = await world.create()
  await allowAlways(world, session.id)
  await world.world.call('session.control', { session_id: session.id, action: 'suspend' }, actor)
  expect(await world.turn(session.id, TOUCH)).toEqual([])
  expect(readFileSync(file, 'utf8')).toBe(before)
  expect(world.claudesOwnTrust()).toEqual([])
  expect((await world.get(session.id)).trust.state).toBe('untrusted')
  expect(world.repository.marks).toEqual([])
})

test('it is theirs alone, can be looked at, and taken back while a session runs', async () => {
  const world = await TrustWorld.start(owner)
  const session = await world.create()
  await allowAlways(world, session.id)
  const { id: session_id } = session
  const kept = await world.world.call('permission.list', { session_id }, owner)
  expect(kept).toEqual({ permissions: [{ kind: 'rule', grant: 'Bash(touch mine.txt)' }] })

  const other = await world.as(member)
  expect(await other.turn((await other.create()).id, TOUCH)).toHaveLength(1)

  await world.world.call('permission.forget', { session_id, grant: 'Bash(touch mine.txt)' }, owner)
  expect(await world.turn(session_id, TOUCH)).toHaveLength(1)
  const again = world.world.call('permission.forget', { session_id, grant: 'Bash(touch mine.txt)' }, owner)
  await expect(again).rejects.toMatchObject({ code: 'SESSION_002' })
})

test('what was allowed for good is asked about again in a process that runs, once its rule is removed', async () => {
  const world = await TrustWorld.start(owner)
  const { id, workspace_path: project } = await world.create()
  await allowAlways(world, id)
  const { process_id } = await world.get(id)
  expect(await world.turn(id, TOUCH)).toEqual([])
  await world.world.call('policy.remove', { rule: 'Bash(touch mine.txt)', project }, owner)
  expect(await world.turn(id, TOUCH)).toHaveLength(1)
  expect((await world.get(id)).process_id).toBe(process_id)
})
