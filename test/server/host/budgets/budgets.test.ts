import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { expect, test, vi } from 'vitest'
import type { InputOf } from '#shared/operations/table.ts'
import { member, owner } from '#test/support/host/hostWorld.ts'
import { TrustWorld } from '#test/support/host/trustWorld.ts'

vi.setConfig({ testTimeout: 120_000 })

async function opened() {
  const world = await TrustWorld.start(owner)
  const { id, workspace_path } = await world.create()
  const set = (budget: Partial<InputOf<'budget.set'>>) =>
    world.world.call('budget.set', { counts: 'all', subject: null, period: 'day', limit_usd: 100, ...budget }, owner)
  return { world, id, folder: workspace_path, set }
}

test('a budget that is used up refuses prompts with words, holds what waits, and lets go when it is raised', async () => {
  const { world, id, folder, set } = await opened()
  await set({ counts: 'project', subject: folder, limit_usd: 0.000_01 })
  await world.turn(id, 'hello')
  expect(await world.notices(id)).toContain('budget_used_up')
  const again = world.world.call('message.send', { session_id: id, content: 'more' }, owner)
  await expect(again).rejects.toMatchObject({ code: 'SESSION_003', message: /this folder.*used up.*Nothing was sent/s })
  const { budgets } = await world.world.call('budget.list', {}, owner)
  expect(budgets).toMatchObject([{ counts: 'project', subject: folder, state: 'used_up', limit_usd: 0.000_01 }])
  expect(budgets[0]?.spent_usd).toBeGreaterThan(0)
  await set({ counts: 'project', subject: folder, limit_usd: 50 })
  await world.turn(id, 'and on')
})

test('a turn is stopped before the next tool runs, once what it costs passes the budget', async () => {
  const { world, id, folder, set } = await opened()
  const { budgets } = await set({ limit_usd: 0.000_01 })
  expect(budgets).toMatchObject([{ counts: 'all', spent_usd: 0, state: 'fine' }])
  const command = 'touch over-budget.txt'
  await world.turn(id, `@tokens 50\n@tool Bash ${JSON.stringify({ command, description: 'd' })}`, 'allow')
  expect(existsSync(path.join(folder, 'over-budget.txt'))).toBe(false)
  expect((await world.notices(id)).filter((code) => code === 'budget_used_up')).toHaveLength(1)
  const events = await world.world.events(id, owner)
  expect(events.findLast(({ type }) => type === 'turn_completed')).toMatchObject({ data: { reason: 'interrupted' } })
})

test('one long answer is stopped in its middle, once its length passes the budget', async () => {
  const { world, id, set } = await opened()
  const { budgets } = await set({ limit_usd: 50 })
  expect(budgets).toHaveLength(1)
  await world.turn(id, 'what a token costs shows at the end of a turn')
  const spent = (await world.world.call('budget.list', {}, owner)).budgets[0]?.spent_usd ?? 0
  // What is sent again is paid again; beyond it there is room for a few thousand words of 60,000.
  await set({ limit_usd: 2 * spent + 0.1 })
  await world.turn(id, '@slow 1\n@tokens 60000')
  const events = await world.world.events(id, owner)
  expect(events.findLast(({ type }) => type === 'turn_completed')).toMatchObject({ data: { reason: 'interrupted' } })
  const said = events.findLast(({ type }) => type === 'claude_response')?.content?.split(' ').length ?? 0
  expect(said).toBeGreaterThan(500)
  expect(said).toBeLessThan(50_000)
})

test('what a budget that is used up holds cannot be let go, nor sent now, before it is raised', async () => {
  const { world, id: session_id, set } = await opened()
  const send = (content: string) => world.world.call('message.send', { session_id, content }, owner)
  await send('@tool Bash {"command":"touch one.txt","description":"d"}')
  await world.world.until(session_id, owner, ({ status }) => status === 'WAITING')
  const { message_id } = await send('later')
  await set({ limit_usd: 0.000_01 })
  const approval_id = (await world.waiting(session_id))[0]?.approval_id
  if (approval_id === undefined) {
    throw new Error('Nothing was asked.')
  }
  await world.world.call('approval.answer', { session_id, approval_id, decision: 'deny' }, owner)
  await world.world.until(session_id, owner, ({ turn_count }) => turn_count === 1)
  const goesOn = () => world.world.call('session.control', { session_id, action: 'run_queue' }, owner)
  const edit = (how: object) => world.world.call('message.edit', { session_id, message_id, ...how }, owner)
  const refused = { code: 'SESSION_003', message: expect.stringContaining('used up') as string }
  await expect(goesOn()).rejects.toMatchObject(refused)
  await expect(edit({ held: false })).rejects.toMatchObject(refused)
  await expect(edit({ when: 'now' })).rejects.toMatchObject(refused)
  expect((await world.get(session_id)).turn_count).toBe(1)
  await set({ limit_usd: 50 })
  await goesOn()
  await world.world.until(session_id, owner, ({ turn_count }) => turn_count === 2)
})

test('who is near the end of a budget is warned once, and goes on', async () => {
  const { world, id, set } = await opened()
  await world.turn(id, 'hello')
  const { budgets } = await set({})
  const spent = budgets[0]?.spent_usd ?? 0
  await set({ limit_usd: spent * 2.2 })
  await world.turn(id, 'hello')
  await world.turn(id, '/context')
  expect((await world.notices(id)).filter((code) => code.startsWith('budget'))).toEqual(['budget_near'])
})

test('budgets are of the person who set them, and of what is theirs', async () => {
  const { world, id, set } = await opened()
  await set({ limit_usd: 0.000_01 })
  const other = await world.as(member)
  expect((await world.world.call('budget.list', {}, member)).budgets).toEqual([])
  const theirs = await other.create()
  await other.turn(theirs.id, 'hello')
  await other.turn(theirs.id, 'hello again')
  const foreign = { counts: 'session', subject: id, period: 'day', limit_usd: 1 } as const
  await expect(world.world.call('budget.set', foreign, member)).rejects.toMatchObject({ code: 'SESSION_002' })
  const gone = { counts: 'all', subject: null } as const
  await expect(world.world.call('budget.remove', gone, member)).rejects.toMatchObject({ code: 'SESSION_002' })
})

test('with as many budgets as can be, one that is there can still be raised, and no other is added', async () => {
  const { world, folder, set } = await opened()
  const folders = Array.from({ length: 100 }, (_, index) => path.join(folder, `part-${index}`))
  for (const subject of folders) {
    mkdirSync(subject)
    await set({ counts: 'project', subject })
  }
  await expect(set({})).rejects.toMatchObject({ code: 'WS_002', message: /100 budgets/ })
  await set({ counts: 'project', subject: folders[0] ?? '', limit_usd: 7 })
  const { budgets } = await world.world.call('budget.list', {}, owner)
  expect(budgets).toHaveLength(100)
  expect(budgets.filter(({ limit_usd }) => limit_usd === 7)).toMatchObject([{ subject: folders[0] }])
})

test('what a conversation cost before it slept counts once: a turn that fits in the budget is not stopped', async () => {
  const { world, id, set } = await opened()
  await world.turn(id, 'one')
  await world.turn(id, 'two')
  const { cost_usd } = await world.get(id)
  await world.world.call('session.control', { session_id: id, action: 'suspend' }, owner)
  await set({ limit_usd: cost_usd * 2.3 })
  await world.turn(id, `@tool Bash ${JSON.stringify({ command: 'touch three.txt', description: 'd' })}`, 'allow')
  expect(await world.notices(id)).not.toContain('budget_used_up')
})
