import { expect, test } from 'vitest'
import {
  afterEvent,
  fromOverview,
  needsYouCount,
  withOlder,
  type OverviewState,
} from '#shared/session/overviewState.ts'
import { approvalOf } from '#test/renderer/scene.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'

test('what needs somebody is counted by session, and forgotten once it is answered anywhere', () => {
  const session = new FakeSession()
  const [one, two] = [approvalOf('a', 'Bash', {}), approvalOf('b', 'Bash', {})]
  const start: OverviewState = fromOverview({ verdict: 'snapshot', sessions: [session.header.session], approvals: [] })
  const asked = session.write((log) => [log.ask(one), log.ask(two)]).reduce(afterEvent, start)
  expect(needsYouCount(asked)).toBe(1)
  const answered = session.write((log) => [log.answer(one, 'allow'), log.answer(two, 'deny')]).reduce(afterEvent, asked)
  expect(needsYouCount(answered)).toBe(0)
})

test('a session that was started elsewhere appears, and status changes show', () => {
  const session = new FakeSession()
  const timestamp = new Date().toISOString()
  const start: OverviewState = fromOverview({ verdict: 'snapshot', sessions: [], approvals: [] })
  const data = { session: session.header.session }
  const known = afterEvent(start, { type: 'session_updated', session_id: session.id, data, timestamp })
  const [event] = session.write((log) => log.add('session_status', { status: 'WORKING', reason: 'turn_running' }))
  const working = event === undefined ? known : afterEvent(known, event)
  expect(working).toMatchObject({ sessions: [{ id: session.id, status: 'WORKING' }] })
})

test('events of sessions nobody told of, and repeated ones, change nothing', () => {
  const session = new FakeSession()
  const events = session.write((log) => log.text('hello'))
  const empty: OverviewState = fromOverview({ verdict: 'snapshot', sessions: [], approvals: [] })
  expect(events.reduce(afterEvent, empty)).toBe(empty)
  const all: OverviewState = fromOverview({ verdict: 'snapshot', sessions: [session.header.session], approvals: [] })
  expect(events.reduce(afterEvent, all)).toBe(all)
})

test('older sessions join the list in order; one that is known already stays as it is', () => {
  const start = fromOverview({
    verdict: 'snapshot',
    sessions: [new FakeSession().header.session],
    approvals: [],
    next_cursor: 'here',
  })
  const [known] = start.sessions
  const older = { ...new FakeSession().header.session, last_activity: '2020-01-01T00:00:00.000Z', name: 'older' }
  const stale = known === undefined ? [] : [{ ...known, name: 'stale' }]
  const state = withOlder(start, { sessions: [older, ...stale], next_cursor: null })
  expect(state.sessions.map(({ name }) => name)).toEqual([known?.name, 'older'])
  expect(state.next_cursor).toBeNull()
})

test('a session that is deleted anywhere leaves the list, and comes back with what waits in it when it is restored', () => {
  const session = new FakeSession()
  const timestamp = new Date().toISOString()
  const ask = approvalOf('a', 'Bash', {})
  const start: OverviewState = fromOverview({ verdict: 'snapshot', sessions: [session.header.session], approvals: [] })
  const asked = session.write((log) => log.ask(ask)).reduce(afterEvent, start)
  const told = (deletes_at: string | null) => ({
    type: 'session_updated' as const,
    session_id: session.id,
    data: { session: { ...session.header.session, deletes_at } },
    timestamp,
  })
  const deleted = [told(timestamp), told(timestamp)].reduce(afterEvent, asked)
  expect(deleted).toMatchObject({ sessions: [], approvals: [] })
  const again = [told(null), told(timestamp), told(null)].reduce(afterEvent, deleted)
  expect(again).toMatchObject({
    sessions: [{ id: session.id }],
    approvals: [{ session_id: session.id, approval: ask }],
  })
  expect(again).toHaveProperty('approvals.length', 1)
})
