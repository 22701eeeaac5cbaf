import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { ApprovalId } from '#shared/ids.ts'
import type { Approval } from '#shared/session/session.ts'
import { inputDigest } from '#server/platform/canonicalJson.ts'
import { SessionWorld } from '#test/support/host/sessionWorld.ts'

const approval_id = ApprovalId.parse('toolu_1')

async function asking(ask: Partial<Approval> = {}) {
  const world = new SessionWorld()
  const session = await world.working()
  world.launcher.agent.ask({ approval_id, ...ask })
  return { world, session, at: { session_id: session.state.id, approval_id } }
}

test('an edited input is judged again, and what was found stands in the outcome that everybody sees', async () => {
  const { world, session, at } = await asking()
  const updated_input = { command: 'rm -rf build' }
  const outcome = await session.answer({ ...at, decision: 'allow', updated_input }, { username: 'Mia' })
  expect(outcome).toMatchObject({
    dangers: [{ code: 'deletes_files', field: 'command', start: 0, end: 12 }],
    input_sha256: inputDigest(updated_input),
  })
  expect(world.events(session.state.id).at(-2)).toMatchObject({ type: 'approval_resolved', data: outcome })
})

test('an input that was allowed as it was asked has its hash, a refusal has none', async () => {
  const input = { command: 'ls', timeout: 5 }
  const allowed = await asking({ input })
  expect(await allowed.session.answer({ ...allowed.at, decision: 'allow' }, { username: 'Mia' })).toMatchObject({
    input_sha256: inputDigest({ timeout: 5, command: 'ls' }),
  })
  const denied = await asking({ input })
  const outcome = await denied.session.answer(
    { ...denied.at, decision: 'deny', updated_input: input },
    { username: 'Mia' },
  )
  expect(outcome).not.toHaveProperty('input_sha256')
  expect(outcome).not.toHaveProperty('dangers')
})

test('while an edited input is looked at somebody may answer: the first answer wins, and Claude gets one', async () => {
  const { world, session, at } = await asking()
  const edited = session.answer({ ...at, decision: 'allow', updated_input: { command: 'ls' } }, { username: 'Mia' })
  const [late, first] = await Promise.allSettled([
    edited,
    session.answer({ ...at, decision: 'deny' }, { username: 'Yan' }),
  ])
  const outcomes = [late, first].map((one) => one.status)
  expect(outcomes.toSorted()).toEqual(['fulfilled', 'rejected'])
  expect(world.launcher.agent.answers).toHaveLength(1)
})

test('an input is judged before it is sent, as often as one likes, and nothing changes', async () => {
  const { world, session, at } = await asking()
  const before = world.events(session.state.id).length
  const { dangers } = await session.judge({ ...at, updated_input: { command: 'sudo ls' } })
  expect(dangers.map(({ code }) => code)).toEqual(['runs_as_admin'])
  expect(await session.judge({ ...at, updated_input: { command: 'ls' } })).toEqual({ dangers: [] })
  expect(world.events(session.state.id)).toHaveLength(before)
  await session.answer({ ...at, decision: 'allow' }, { username: 'Mia' })
  await expect(session.judge({ ...at, updated_input: {} })).rejects.toThrow(/answered this already/)
})

test('the file that a Write would replace is shown while it waits, of that approval alone', async () => {
  const world = new SessionWorld()
  const session = await world.working()
  const file_path = path.join(world.folder, 'a.txt')
  writeFileSync(file_path, 'one\n')
  world.launcher.agent.ask({ approval_id, tool_name: 'Write', input: { file_path, content: 'x' } })
  expect(await session.before(approval_id)).toEqual({ before: { path: file_path, text: 'one\n', is_whole: true } })
  await expect(session.before(ApprovalId.parse('another'))).rejects.toThrow(/no such approval/)
})

test('what was written into a server’s form reaches Claude Code alone: neither the log nor who was late gets it', async () => {
  const requested_schema = { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] }
  const input = { mcp_server_name: 'asker', message: 'The word?', mode: 'form', requested_schema }
  const { world, session, at } = await asking({ kind: 'elicitation', tool_name: 'Elicitation', input })
  await expect(session.answer({ ...at, decision: 'allow' }, { username: 'Mia' })).rejects.toThrow(
    /word: this is needed/,
  )
  const updated_input = { content: { word: 'swordfish' } }
  await session.answer({ ...at, decision: 'allow', updated_input }, { username: 'Mia' })
  const late = await session.answer({ ...at, decision: 'deny' }, { username: 'Yan' }).catch((error: unknown) => error)
  expect(late).toMatchObject({ code: 'SESSION_004' })
  expect(world.launcher.agent.answers).toMatchObject([{ answer: { decision: 'allow', updated_input } }])
  const events = world.events(session.state.id)
  expect(events.filter(({ type }) => type === 'notice').at(-1)?.content).toMatch(/Mia answered: word\./)
  expect(JSON.stringify([events, late])).not.toContain('swordfish')
})
