import { existsSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import type { Session } from '#shared/session/session.ts'
import { pastOnboarding } from '#test/support/server/claudeOutside.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'
import { until } from '#test/support/until.ts'

let server: TestServer

beforeAll(async () => {
  server = await startServer({ vault: 'file' })
  pastOnboarding(server)
})

afterAll(() => server.close())

const PATIENCE_MS = 40_000

/** A session with one turn behind it, in Claude Code’s own interface. */
async function inTerminal(name: string) {
  const folder = server.folder(name)
  const { id } = await server.program.createSession(folder)
  const viewer = await server.program.watch()
  onTestFinished(() => viewer.close())
  await viewer.follow(id)
  await viewer.turn(id, 'first')
  const open = () => viewer.request('terminal_open', { session_id: id, data: { kind: 'claude', cols: 100, rows: 30 } })
  const opened = await open()
  const handle = Number(opened.data?.['handle'])
  await viewer.prints(handle, 'effort')
  const state = () => server.program.call<Session>('GET', `/api/session/${id}`)
  const when = (look: (session: Session) => boolean, what: string) =>
    until(async () => look(await state()), { what, ms: PATIENCE_MS })
  const close = async () => {
    await server.program.call('POST', `/api/session/${id}/control`, { action: 'take_over' })
    await when(({ writer, status }) => writer === null && status === 'ACTIVE', 'the chat')
  }
  const has = (file: string) => existsSync(path.join(folder, file))
  return { id, folder, viewer, handle, open, close, when, has }
}

const touch = (file: string) => `@tool Bash ${JSON.stringify({ command: `touch ${file}`, description: 'make' })}`

function setBudget(session: string, limit_usd: number): Promise<unknown> {
  return server.program.call('PUT', '/api/budgets', { counts: 'session', subject: session, period: 'day', limit_usd })
}

test('in a terminal too nothing runs once a budget is used up, what ran there counts, and no other one is opened', async () => {
  const { id, viewer, handle, open, close, has } = await inTerminal('spent')
  const before = (await server.program.call<Session>('GET', `/api/session/${id}`)).cost_usd
  viewer.type(handle, `@slow 2000\n@text first\n${touch('late')}`)
  const { seq } = await viewer.event(id, 'turn_completed')
  await viewer.event(id, 'session_status', { afterSeq: seq, where: ({ data }) => data.status === 'WORKING' })
  await setBudget(id, before / 2)
  // Words alone: the interface draws the spaces between them by moving the cursor.
  await viewer.prints(handle, 'budget')
  expect(has('late')).toBe(false)
  viewer.type(handle, 'one more')
  await viewer.prints(handle, 'blocked')
  expect(server.api.requests.filter(({ prompt }) => prompt === 'one more')).toEqual([])
  await close()
  const { data } = await viewer.event(id, 'notice', { where: (event) => event.data.code === 'terminal_cost' })
  expect(Number(data.details?.['cost_usd'])).toBeGreaterThan(0)
  const { cost_usd } = await server.program.call<Session>('GET', `/api/session/${id}`)
  expect(cost_usd).toBeCloseTo(before + Number(data.details?.['cost_usd']))
  await expect(open()).rejects.toThrow(/used up.*No terminal was opened/s)
})

test('in quiet hours what is asked in a terminal is refused at once, which everybody sees', async () => {
  const { id, viewer, handle, close, has } = await inTerminal('quiet')
  const quiet_hours = { from: '00:00', until: '00:00', time_zone: 'UTC', answer: 'deny' }
  await server.program.call('PUT', '/api/policy/quiet_hours', { quiet_hours })
  onTestFinished(async () => void (await server.program.call('PUT', '/api/policy/quiet_hours', { quiet_hours: null })))
  viewer.type(handle, touch('night'))
  const { data } = await viewer.event(id, 'approval_resolved')
  expect(data).toMatchObject({ decision: 'deny', answered_by: null, answered_from: 'quiet hours' })
  await viewer.event(id, 'turn_completed', { where: ({ data: turn }) => turn.turn_id !== '' })
  expect(has('night')).toBe(false)
  await close()
})

test('a rule that forbids and came while a terminal is open has a person asked there', async () => {
  const { id, folder, viewer, handle, close, has } = await inTerminal('newer')
  const add = (rule: string, behavior: string) =>
    server.program.call('POST', '/api/policy/add', { rule, behavior, project: folder })
  viewer.type(handle, 'Read README.md')
  await add('Bash(echo *)', 'deny')
  viewer.type(handle, `@tool Bash ${JSON.stringify({ command: 'echo forbidden', description: 'say' })}`)
  const { data } = await viewer.event(id, 'approval_requested')
  expect(data.input).toMatchObject({ command: 'echo forbidden' })
  await viewer.answer(id, data.approval_id, { decision: 'deny' })
  expect(has('forbidden')).toBe(false)
  await close()
})
