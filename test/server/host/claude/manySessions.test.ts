import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ClaudeWorld } from '#test/support/host/claudeWorld.ts'

const FAKE = path.join(import.meta.dirname, '../../../fakes/fakeClaude.mjs')

let world: ClaudeWorld

beforeAll(async () => {
  world = await ClaudeWorld.create({ path: FAKE })
})

afterAll(async () => {
  await world.dispose()
})

test('the tiny Claude Code of the benches speaks like the real one: stream, approval, interrupt, stop', async () => {
  const session = world.open()
  const first = session.send('hello')
  const queued = session.send('@tool Bash {"command":"x"}\n@tokens 3')
  expect(await session.next('turn_started')).toMatchObject({ message_ids: [first] })
  expect(await session.next('turn_ended')).toMatchObject({ reason: 'completed' })
  expect(await session.next('turn_started')).toMatchObject({ message_ids: [queued] })
  const { approval } = await session.next('approval_requested')
  session.process.answer(approval.approval_id, { decision: 'deny', message: 'no' })
  await session.next('turn_ended')
  expect(session.texts()).toEqual(['You said: hello', 'word1 word2 word3 '])
  expect(session.all('tool_result')).toMatchObject([{ is_error: true, content: 'no' }])

  session.send('@slow 5\n@tokens 1000')
  await session.next('delta')
  await session.process.interrupt()
  expect(await session.next('turn_ended')).toMatchObject({ reason: 'interrupted' })
  expect(session.all('block').at(-1)).toMatchObject({ aborted: true })
  await session.process.stop()
  expect(await session.exit).toMatchObject({ code: 0, expected: true })
})

test('stopping at once, while it still starts, and twice, ends it exactly once', async () => {
  const session = world.open()
  await Promise.all([session.process.stop(), session.process.stop()])
  expect(await session.exit).toMatchObject({ expected: true, start_problem: null })
  expect(session.all('turn_started')).toEqual([])
  await expect(session.process.setModel('x')).rejects.toMatchObject({ code: 'SESSION_003' })
  await session.process.interrupt()
})

test('several sessions at once keep apart', async () => {
  const sessions = Array.from({ length: 8 }, () => world.open())
  await Promise.all(sessions.map((session, at) => session.turn(`I am ${at}`)))
  expect(sessions.map((session) => session.texts())).toEqual(sessions.map((_, at) => [`You said: I am ${at}`]))
})
