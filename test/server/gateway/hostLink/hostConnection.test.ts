import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { LinkState } from '#server/link/link.ts'
import { openHostConnection } from '#server/gateway/hostLink/hostConnection.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { FakeHost } from '#test/fakes/fakeHost.ts'

beforeEach(() => {
  configureLogging({ level: 'silent' })
  vi.useFakeTimers()
})

afterEach(() => {
  vi.useRealTimers()
})

/** Gives out hosts as `connect` asks for them; null stands for one that could not be started. */
function setup(hosts: (FakeHost | null)[]) {
  const clock = new FakeClock()
  const states: LinkState['kind'][] = []
  let asked = 0
  const connection = openHostConnection({
    clock,
    connect: async () => {
      asked += 1
      const host = hosts.shift()
      if (!host) {
        throw new Error('no host to be had.')
      }
      return host
    },
  })
  connection.onState((state) => states.push(state.kind))
  return { clock, connection, states, asked: () => asked }
}

const settled = () => vi.advanceTimersByTimeAsync(0)

const owner = { user_id: 'u' as never, username: 'u', role: 'owner' } as const

test('calls reach the host once it is there; before, they say that a retry may help', async () => {
  const host = new FakeHost()
  const { connection } = setup([host])
  await expect(connection.call('session.list', { limit: 1 }, owner)).rejects.toMatchObject({
    code: 'HOST_001',
    details: { retry_possible: true },
  })
  await settled()
  expect(await connection.call('session.list', { limit: 1 }, owner)).toEqual({ sessions: [], next_cursor: null })
})

test('a host that dies is followed by a new one at once, and its events arrive', async () => {
  const [first, second] = [new FakeHost(), new FakeHost()]
  const { clock, connection, states } = setup([first, second])
  await settled()
  clock.pass(60_000)
  const events: string[] = []
  connection.onEvent((event) => events.push(event.type))
  first.giveUp('killed')
  await settled()
  expect(states).toEqual(['ready', 'connecting', 'ready'])
  second.appendText(second.addSession(owner.user_id).id, 'x')
  expect(events).toEqual(['claude_response'])
})

test('hosts that die young come ever later; after five people are told, and it is still tried', async () => {
  const hosts = Array.from({ length: 5 }, () => new FakeHost())
  const last = new FakeHost()
  const { connection, states, asked } = setup([...hosts, last])
  await settled()
  for (const [index, delay] of [0, 250, 1000, 2000].entries()) {
    hosts[index]?.giveUp('crashed.')
    await vi.advanceTimersByTimeAsync(Math.max(0, delay - 1))
    expect(asked()).toBe(delay === 0 ? index + 2 : index + 1)
    await vi.advanceTimersByTimeAsync(1)
    expect(asked()).toBe(index + 2)
  }
  hosts[4]?.giveUp('crashed.')
  await vi.advanceTimersByTimeAsync(4_000)
  last.giveUp('crashed.')
  expect(connection.problem()).toContain('does not stay up: crashed.')
  expect(states.at(-1)).toBe('closed')
  await expect(connection.call('session.list', { limit: 1 }, owner)).rejects.toThrow('does not stay up')
  const before = asked()
  await vi.advanceTimersByTimeAsync(30_000)
  expect(asked()).toBe(before + 1)
})

test('a host that cannot be started at all counts as one that died', async () => {
  const { connection, asked } = setup([])
  await vi.advanceTimersByTimeAsync(10_000)
  expect(asked()).toBe(6)
  expect(connection.problem()).toContain('no host to be had.')
})

test('after close nothing is started any more', async () => {
  const host = new FakeHost()
  const { connection, asked } = setup([host])
  await settled()
  connection.close()
  host.giveUp('gone')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(asked()).toBe(1)
})

test('asked to try while a try is under way, there is still one link, and every event arrives once', async () => {
  const waiting: { give: (host: FakeHost) => void; fail: (error: Error) => void }[] = []
  const connection = openHostConnection({
    clock: new FakeClock(),
    connect: () => new Promise((give, fail) => waiting.push({ give, fail })),
  })
  const events: string[] = []
  connection.onEvent((event) => events.push(event.type))
  waiting[0]?.fail(new Error('none yet.'))
  await settled()
  await vi.advanceTimersByTimeAsync(0)
  expect(waiting).toHaveLength(2)
  connection.tryNow()
  connection.tryNow()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(waiting).toHaveLength(2)
  const host = new FakeHost()
  waiting[1]?.give(host)
  await settled()
  connection.tryNow()
  host.appendText(host.addSession(owner.user_id).id, 'x')
  expect(events).toEqual(['claude_response'])
  expect(waiting).toHaveLength(2)
})

test('a host of another language is told as such, rarely asked again, and at once when it has gone', async () => {
  const next = new FakeHost()
  let asked = 0
  const connection = openHostConnection({
    clock: new FakeClock(),
    connect: async () => {
      asked += 1
      if (asked === 1) {
        throw new HomeportError('HOST_002', 'It speaks link version 2.')
      }
      return next
    },
  })
  await settled()
  expect(connection.state()).toMatchObject({ kind: 'closed', reason: 'incompatible' })
  await expect(connection.overview(owner, () => {})).rejects.toMatchObject({
    code: 'HOST_002',
    message: 'It speaks link version 2.',
  })
  await vi.advanceTimersByTimeAsync(29_999)
  expect(asked).toBe(1)
  connection.tryNow()
  await settled()
  expect([asked, connection.state().kind]).toEqual([2, 'ready'])
  connection.tryNow()
  await settled()
  expect(asked).toBe(2)
})
