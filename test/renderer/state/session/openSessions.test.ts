import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { OpenSessions } from '#renderer/state/session/openSessions.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { openedConnection } from '#test/support/browser/openedConnection.ts'

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal('requestAnimationFrame', (run: () => void) => setTimeout(run, 16))
  vi.stubGlobal('cancelAnimationFrame', clearTimeout)
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a session is followed once for all who show it, until the last of them is gone', () => {
  const { sessions, session, asked, says } = setup()
  const stops = [sessions.subscribe(session.id, () => {}), sessions.hold(session.id)]
  expect(asked('subscribe')).toEqual([session.id])
  says(session)
  stops[0]?.()
  stops[0]?.()
  expect(asked('unsubscribe')).toEqual([])
  expect(textsOf(sessions, session)).toEqual(['hello'])
  stops[1]?.()
  expect(asked('unsubscribe')).toEqual([session.id])
  expect(sessions.get(session.id)).toEqual({ kind: 'loading' })
})

test('several sessions are shown side by side, each with its own events', () => {
  const { sessions, session, asked, says } = setup()
  const other = new FakeSession()
  other.write((log) => log.text('other'))
  const told = vi.fn<() => void>()
  const leave = sessions.subscribe(session.id, () => {})
  sessions.subscribe(other.id, told)
  expect(asked('subscribe')).toEqual([session.id, other.id])
  says(session)
  expect(told).not.toHaveBeenCalled()
  says(other)
  expect(told).toHaveBeenCalledTimes(1)
  leave()
  expect(textsOf(sessions, other)).toEqual(['other'])
  expect(asked('unsubscribe')).toEqual([session.id])
})

test('who comes back to a session that was let go follows it anew', () => {
  const { sessions, session, asked, says } = setup()
  sessions.hold(session.id)()
  sessions.hold(session.id)
  expect(asked('subscribe')).toEqual([session.id, session.id])
  says(session)
  expect(textsOf(sessions, session)).toEqual(['hello'])
})

test('to ask is not to follow', () => {
  const { sessions, session, asked } = setup()
  expect(sessions.get(session.id)).toEqual({ kind: 'loading' })
  expect(asked('subscribe')).toEqual([])
})

function setup() {
  const { connection, sockets } = openedConnection()
  const session = new FakeSession()
  session.write((log) => log.text('hello'))
  const asked = (type: string) =>
    sockets.last.sent.filter((frame) => frame['type'] === type).map(({ session_id }) => session_id)
  const says = ({ id, header, log }: FakeSession) => {
    const snapshot = { first_seq: log.events[0]?.seq ?? 1, events: log.events }
    const data = { verdict: 'snapshot', head_seq: log.head, ...header, snapshot }
    sockets.last.says({ type: 'subscribed', session_id: id, data, timestamp: new Date().toISOString() })
  }
  return { sessions: new OpenSessions(connection), session, asked, says }
}

function textsOf(sessions: OpenSessions, { id }: FakeSession): string[] {
  const state = sessions.get(id)
  return state.kind === 'open' ? state.timeline.items.map((item) => ('text' in item ? item.text : '')) : []
}
