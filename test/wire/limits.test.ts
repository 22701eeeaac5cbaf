import { expect, onTestFinished, test, vi } from 'vitest'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'

async function withToken() {
  const gateway = await startTestGateway()
  const { token } = await gateway.personalToken(['read', 'drive'])
  return { ...gateway, token }
}

test('a socket that never says who it is is closed after five seconds', async () => {
  const { wsUrl, token } = await withToken()
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const [silent, late] = [await openSocket(wsUrl), await openSocket(wsUrl)]
  vi.advanceTimersByTime(4_999)
  expect((await late.ask('auth', { data: { token } })).type).toBe('auth_success')
  expect(silent.isOpen).toBe(true)
  vi.advanceTimersByTime(1)
  expect((await silent.closed()).code).toBe(4401)
  expect(late.isOpen).toBe(true)
})

test('a stale cookie is told at once, so that the page can ask to sign in', async () => {
  const { url, wsUrl, signIn } = await withToken()
  const cookie = (await signIn()).cookie.replace(/=.*/, '=stale')
  const socket = await openSocket(wsUrl, { cookie, origin: url })
  expect((await socket.closed()).code).toBe(4401)
  expect(socket.frames).toMatchObject([{ type: 'error', data: { code: 'WS_001', details: { reason: 'AUTH_003' } } }])
})

test('one user has room for many windows, not for any number', async () => {
  const { wsUrl, token } = await withToken()
  const sockets = await Promise.all(Array.from({ length: 32 }, () => openSignedIn(wsUrl, token)))
  const extra = await openSocket(wsUrl, { authorization: `Bearer ${token}` })
  expect((await extra.closed()).code).toBe(4429)
  expect((await sockets[0]?.ask('ping'))?.type).toBe('pong')
  sockets[0]?.terminate()
  await sockets[0]?.closed()
  const again = await openSocket(wsUrl, { authorization: `Bearer ${token}` })
  expect((await again.ask('ping')).type).toBe('pong')
})

test('who sends without end is first refused, each with its answer, then cut off', async () => {
  const { wsUrl, token } = await withToken()
  const socket = await openSignedIn(wsUrl, token)
  for (let id = 0; id < 2_000; id += 1) {
    socket.send({ type: 'ping', id })
  }
  expect((await socket.closed()).code).toBe(1008)
  const refused = socket.frames.filter((frame) => frame.data['code'] === 'RATE_001')
  expect(refused.length).toBeGreaterThan(100)
  const ids = socket.frames.flatMap((frame) => (frame.reply_to === undefined ? [] : [frame.reply_to]))
  expect(new Set(ids).size).toBe(ids.length)
})

test('requests that wait for their answer are bounded', async () => {
  const { wsUrl, token, host, gateway } = await withToken()
  const session_id = host.addSession(gateway.owner.user_id).id
  const hold = { end: (): void => {} }
  const held = new Promise<void>((resolve) => (hold.end = resolve))
  host.handlers['session.control'] = async () => {
    await held
    return { session_id, status: 'ACTIVE', reason: 'x' }
  }
  const socket = await openSignedIn(wsUrl, token)
  for (let id = 0; id < 300; id += 1) {
    socket.send({ type: 'session_control', id, session_id, data: { action: 'interrupt' } })
  }
  await socket.until(() => socket.frames.filter((frame) => frame.type === 'error').length === 44)
  hold.end()
  await socket.until(() => socket.frames.filter((frame) => frame.type === 'session_status').length === 256)
  expect(socket.frames.filter((frame) => frame.type === 'error')).toHaveLength(44)
})

test('a server that goes for good says so, one that restarts asks its clients to come back', async () => {
  for (const [kind, code] of [
    ['for_good', 4410],
    ['restart', 1012],
  ] as const) {
    const { wsUrl, token, gateway } = await withToken()
    const socket = await openSignedIn(wsUrl, token)
    await gateway.close(kind)
    expect((await socket.closed()).code).toBe(code)
  }
})
