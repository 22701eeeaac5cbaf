import { expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { ParamsOf } from '#shared/operations/table.ts'
import { approvalListHandlers } from '#server/host/handlers/conversation/approvalListHandlers.ts'
import { me, SessionWorld, somebodyElse } from '#test/support/host/sessionWorld.ts'

function asking(world: SessionWorld) {
  const { registry, approvalHistory: asked } = world
  const handlers = approvalListHandlers({ registry, asked })
  return (params: Partial<ParamsOf<'approval.list'>> = {}, actor = me) =>
    handlers['approval.list']({ limit: 50, ...params }, actor)
}

async function ask(world: SessionWorld, id: string, command: string) {
  const session = await world.working(command)
  const approval_id = ApprovalId.parse(id)
  world.launcher.agent.ask({ approval_id, input: { command } })
  return { session, approval_id }
}

test('what was asked for is listed newest first: what waits, and what was answered by whom and when', async () => {
  const world = new SessionWorld()
  const list = asking(world)
  const first = await ask(world, 'toolu_1', 'npm test')
  const second = await ask(world, 'toolu_2', 'rm -rf build')
  const answer = { session_id: first.session.state.id, approval_id: first.approval_id, decision: 'deny' as const }
  await first.session.answer({ ...answer, message: 'not now' }, { username: 'Mia' })

  const { approvals, next_cursor } = await list()
  expect(next_cursor).toBeNull()
  expect(approvals).toMatchObject([
    { session_id: second.session.state.id, wish: 'Run rm -rf build', outcome: null },
    {
      session_id: first.session.state.id,
      session_name: 'npm test',
      workspace_path: world.folder,
      wish: 'Run npm test',
      outcome: { decision: 'deny', answered_by: 'Mia', message: 'not now', edited: false, remembered: false },
    },
  ])
  expect(approvals[1]?.asked_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  expect(approvals[1]?.outcome?.answered_at).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/)
  const ids = async (params: Parameters<typeof list>[0]) =>
    (await list(params)).approvals.map(({ approval_id }) => approval_id)
  expect(await ids({ state: 'waiting' })).toEqual(['toolu_2'])
  expect(await ids({ state: 'answered' })).toEqual(['toolu_1'])
  expect(await ids({ session_id: first.session.state.id })).toEqual(['toolu_1'])
  expect(await ids({ project: '/nowhere' })).toEqual([])
})

test('pages follow each other without a gap; a cursor that was not given out is refused', async () => {
  const world = new SessionWorld()
  const list = asking(world)
  for (const id of ['toolu_1', 'toolu_2', 'toolu_3']) {
    await ask(world, id, id)
  }
  const newest = await list({ limit: 2 })
  expect(newest.approvals.map(({ approval_id }) => approval_id)).toEqual(['toolu_3', 'toolu_2'])
  const oldest = await list({ limit: 2, cursor: newest.next_cursor ?? '' })
  expect(oldest).toMatchObject({ approvals: [{ approval_id: 'toolu_1' }], next_cursor: null })
  expect(() => list({ cursor: '1 OR 1=1' })).toThrow(/not one this server gave out/)
})

test('nobody sees what others are asked', async () => {
  const world = new SessionWorld()
  const list = asking(world)
  const { session } = await ask(world, 'toolu_1', 'npm test')
  expect(await list({}, somebodyElse)).toEqual({ approvals: [], next_cursor: null })
  expect(() => list({ session_id: session.state.id }, { ...somebodyElse, role: 'member' })).toThrow(/no such session/)
})

test('a wish is one line, cut, and hides nothing', async () => {
  const world = new SessionWorld()
  await ask(world, 'toolu_1', `echo a\n\u202E${'x'.repeat(5000)}`)
  const [first] = (await asking(world)()).approvals
  expect(first?.wish).toMatch(/^Run echo a ‹RLO›x+$/)
  expect(first?.wish.length).toBeLessThanOrEqual(500)
})
