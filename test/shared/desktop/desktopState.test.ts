import { expect, test } from 'vitest'
import { type DesktopFacts, desktopStateOf } from '#shared/desktop/desktopState.ts'
import { type ReadyOverview, afterEvent, fromOverview } from '#shared/session/overviewState.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'

const facts: DesktopFacts = {
  server: { kind: 'starting' },
  overview: null,
  remote: null,
  host: null,
  update: { kind: 'current', checked_at: null },
}

function overviewOf(session: FakeSession): ReadyOverview {
  return fromOverview({ verdict: 'snapshot', sessions: [session.header.session], approvals: [] })
}

test('without a connection nothing waits and nothing runs', () => {
  expect(desktopStateOf(facts)).toMatchObject({ waiting: [], running: [] })
})

test('a session is running until it asks, then it waits with what it asks', () => {
  const session = new FakeSession()
  const working = session
    .write((log) => log.add('session_status', { status: 'WORKING', reason: 'turn_running' }))
    .reduce(afterEvent, overviewOf(session))
  const running = desktopStateOf({ ...facts, overview: working as ReadyOverview })
  expect([running.running.length, running.waiting.length]).toEqual([1, 0])

  const approval = approvalOf('a', 'Bash', { command: 'ls' })
  const asked = session.write((log) => log.ask(approval)).reduce(afterEvent, working)
  const waiting = desktopStateOf({ ...facts, overview: asked as ReadyOverview })
  expect(waiting.running).toEqual([])
  expect(waiting.waiting).toMatchObject([{ session: { id: session.id }, approvals: [approval] }])
})

test('what is archived needs nobody', () => {
  const session = new FakeSession()
  const asked = session.write((log) => log.ask(approvalOf('a', 'Bash', {}))).reduce(afterEvent, overviewOf(session))
  const overview = asked as ReadyOverview
  const archived = overview.sessions.map((one) => ({ ...one, archived: true }))
  expect(desktopStateOf({ ...facts, overview: { ...overview, sessions: archived } }).waiting).toEqual([])
})

test('the machine stays awake while Claude works, and while it waits for somebody who may be elsewhere', () => {
  const session = new FakeSession()
  const idle = overviewOf(session)
  expect(desktopStateOf({ ...facts, overview: idle }).keeps_awake).toBe(false)
  const working = session
    .write((log) => log.add('session_status', { status: 'WORKING', reason: 'turn_running' }))
    .reduce(afterEvent, idle) as ReadyOverview
  expect(desktopStateOf({ ...facts, overview: working }).keeps_awake).toBe(true)
  const asked = session
    .write((log) => log.ask(approvalOf('a', 'Bash', {})))
    .reduce(afterEvent, working) as ReadyOverview
  expect(desktopStateOf({ ...facts, overview: asked }).keeps_awake).toBe(false)
  const remote = { enabled: true } as NonNullable<DesktopFacts['remote']>
  expect(desktopStateOf({ ...facts, overview: asked, remote }).keeps_awake).toBe(true)
})
