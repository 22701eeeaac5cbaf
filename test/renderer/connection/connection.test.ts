import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWER_WITHIN_MS } from '#shared/client/calls/pendingCalls.ts'
import { openSession } from '#renderer/state/session/openSession.ts'
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

test('a call is answered by the frame that names it', async () => {
  const { connection, sockets } = openedConnection()
  const answer = connection.client.call('connection.ping', {})
  const { id } = sockets.last.sent[0] ?? {}
  sockets.last.says({ type: 'pong', reply_to: id, data: {} })
  await expect(answer).resolves.toEqual({})
})

test('a refusal arrives with its code and its sentence', async () => {
  const { connection, sockets } = openedConnection()
  const answer = connection.client.call('connection.ping', {})
  const { id } = sockets.last.sent[0] ?? {}
  sockets.last.says({ type: 'error', reply_to: id, data: { code: 'RATE_001', message: 'Too fast. Wait a minute.' } })
  await expect(answer).rejects.toMatchObject({ code: 'RATE_001', message: 'Too fast. Wait a minute.' })
})

test('an answer that is not what the table says is refused on arrival', async () => {
  const { connection, sockets } = openedConnection()
  const session_id = new FakeSession().id
  const answer = connection.client.call('message.send', { session_id, content: 'hi' })
  const { id } = sockets.last.sent[0] ?? {}
  sockets.last.says({ type: 'message_accepted', reply_to: id, data: { message_id: 1 } })
  await expect(answer).rejects.toMatchObject({ code: 'INTERNAL_001' })
})

test('no call waits for ever: time and a drop end it', async () => {
  const { connection, sockets } = openedConnection()
  const late = connection.client.call('connection.ping', {}).catch((error: unknown) => error)
  vi.advanceTimersByTime(ANSWER_WITHIN_MS + 1)
  expect(await late).toMatchObject({ details: { unsent: true } })
  const dropped = connection.client.call('connection.ping', {}).catch((error: unknown) => error)
  sockets.last.server.onClose(1006)
  expect(await dropped).toMatchObject({ details: { unsent: true } })
})

test('a socket that closes already takes nothing: the call may be repeated, the browser does not complain', async () => {
  const { connection, sockets } = openedConnection()
  sockets.last.isClosing = true
  await expect(connection.client.call('connection.ping', {})).rejects.toMatchObject({ details: { unsent: true } })
})

test('garbage from the server changes nothing', () => {
  const { sockets } = openedConnection()
  for (const text of [
    '',
    'null',
    '[]',
    '{"type":5}',
    '{"type":"subscribed","data":{}}',
    '{"type":"tool_use","seq":1}',
  ]) {
    expect(() => sockets.last.server.onText(text)).not.toThrow()
  }
})

test('after a drop a session is followed again from its last event, and nothing is missing or twice', () => {
  const { connection, sockets } = openedConnection()
  const session = new FakeSession()
  session.write((log) => ['one', 'two'].forEach((text) => log.text(text)))
  const feed = openSession(connection, session.id)
  sockets.last.says(subscribed(session, 'snapshot'))
  session.write((log) => log.text('three'))
  sockets.last.says(session.log.events[2] ?? {})
  sockets.last.server.onClose(1006)
  session.write((log) => ['four', 'five'].forEach((text) => log.text(text)))
  vi.advanceTimersByTime(1000)
  sockets.last.server.onOpen()
  expect(sockets.last.sent).toContainEqual(expect.objectContaining({ type: 'subscribe', data: { after_seq: 3 } }))
  sockets.last.says(subscribed(session, 'replay'))
  session.log.events.slice(2).forEach((event) => sockets.last.says({ ...event }))
  vi.advanceTimersByTime(300)
  expect(textsOf(feed)).toEqual(['one', 'two', 'three', 'four', 'five'])
})

test('a hole in the numbers is noticed and filled', () => {
  const { connection, sockets } = openedConnection()
  const session = new FakeSession()
  const feed = openSession(connection, session.id)
  sockets.last.says(subscribed(session, 'snapshot'))
  session.write((log) => ['one', 'two'].forEach((text) => log.text(text)))
  sockets.last.says({ ...session.log.events[1] })
  expect(sockets.last.sent.filter(({ type }) => type === 'subscribe')).toHaveLength(2)
  sockets.last.says(subscribed(session, 'replay'))
  session.log.events.forEach((event) => sockets.last.says({ ...event }))
  vi.advanceTimersByTime(300)
  expect(textsOf(feed)).toEqual(['one', 'two'])
})

test('a snapshot that nobody asked for replaces what a slow page had', () => {
  const { connection, sockets } = openedConnection()
  const session = new FakeSession()
  session.write((log) => log.text('old'))
  const feed = openSession(connection, session.id)
  sockets.last.says(subscribed(session, 'snapshot'))
  session.write((log) => Array.from({ length: 500 }, (_, index) => log.text(`t${index}`)))
  sockets.last.says(subscribed(session, 'snapshot'))
  vi.advanceTimersByTime(300)
  expect(textsOf(feed)).toHaveLength(400)
  expect(textsOf(feed).at(-1)).toBe('t499')
})

test('an event of a newer server keeps its number and tells the person to reload', () => {
  const { connection, sockets } = openedConnection()
  const session = new FakeSession()
  const feed = openSession(connection, session.id)
  sockets.last.says(subscribed(session, 'snapshot'))
  const timestamp = new Date().toISOString()
  sockets.last.says({ type: 'hologram', session_id: session.id, seq: 1, data: {}, timestamp })
  vi.advanceTimersByTime(300)
  const state = feed.store.get()
  expect(state.kind === 'open' && state.timeline.items).toMatchObject([{ kind: 'notice', code: 'unknown_event' }])
})

function subscribed(session: FakeSession, verdict: 'snapshot' | 'replay') {
  const events = session.log.events.slice(-400)
  const snapshot = verdict === 'snapshot' ? { snapshot: { first_seq: events[0]?.seq ?? 1, events } } : {}
  const data = { verdict, head_seq: session.log.head, ...session.header, ...snapshot }
  return { type: 'subscribed', session_id: session.id, data, timestamp: new Date().toISOString() }
}

function textsOf(feed: ReturnType<typeof openSession>): string[] {
  const state = feed.store.get()
  return state.kind === 'open' ? state.timeline.items.map((item) => ('text' in item ? item.text : '')) : []
}
