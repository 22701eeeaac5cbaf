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
