import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { ANSWER_WITHIN_MS } from '#shared/client/calls/pendingCalls.ts'
import { createConnection } from '#shared/client/connection.ts'
import type { LinkState } from '#shared/client/reconnect/linkState.ts'
import { distantPings } from '#shared/client/reconnect/supervisor.ts'
import { operations } from '#shared/operations/table.ts'
import { FakeSockets } from '#test/fakes/fakeSockets.ts'
import { globalTimers } from '#test/fakes/globalTimers.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const SEEDS = 400
const STEPS = 60

/** The longest that a socket may be tried for before it counts as dead: from its start to its end. */
const OPEN_WITHIN_MS = 10_000

test('whatever a network does to its sockets, every call ends with an answer or an error, and in time', async () => {
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    const world = unsteady(seed)
    for (let step = 0; step < STEPS; step += 1) {
      world.something()
    }
    await vi.advanceTimersByTimeAsync(ANSWER_WITHIN_MS + 1)
    expect({ seed, open: world.calls.filter(({ end }) => end === null).length, steps: world.steps }).toMatchObject({
      open: 0,
    })
    expect(world.calls.length).toBeGreaterThan(0)
    world.connection.stop()
  }
})

test('a call is answered by its own socket alone: what another one says under its number is for nobody', async () => {
  const { connection, sockets, call } = unsteady(1)
  connection.start()
  sockets.last.server.onOpen()
  const one = call()
  const { id } = sockets.last.sent.at(-1) ?? {}
  const before = sockets.last
  connection.start()
  sockets.last.server.onOpen()
  const two = call()
  before.says({ type: 'pong', reply_to: sockets.last.sent.at(-1)?.['id'], data: {} })
  await vi.advanceTimersByTimeAsync(0)
  expect([one.end, two.end]).toEqual(['lost', null])
  expect(sockets.last.sent.at(-1)?.['id']).not.toBe(id)
})

test('who stops a connection is told of every call that waited', async () => {
  const { connection, sockets, call } = unsteady(1)
  connection.start()
  sockets.last.server.onOpen()
  const waiting = call()
  connection.stop()
  await vi.advanceTimersByTimeAsync(0)
  expect(waiting.end).toBe('lost')
})

test('a socket that says something and never opens is given up as soon as one that says nothing', async () => {
  const { connection, sockets } = unsteady(1)
  connection.start()
  await vi.advanceTimersByTimeAsync(OPEN_WITHIN_MS - 1_000)
  sockets.last.says({ type: 'auth_success', data: {} })
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sockets.all[0]?.isClosed).toBe(true)
  expect(sockets.all.length).toBeGreaterThan(1)
})

interface Call {
  end: 'answered' | 'lost' | null
}

/** A connection in a network that does anything at any time, the same for the same seed. */
function unsteady(seed: number) {
  const sockets = new FakeSockets()
  const random = randomOf(seed)
  const calls: Call[] = []
  const steps: string[] = []
  const wakes: (() => void)[] = []
  const offlines: (() => void)[] = []
  const states: LinkState['kind'][] = []
  const call = (): Call => {
    const made: Call = { end: null }
    calls.push(made)
    connection.client.call('connection.ping', {}).then(
      () => (made.end = 'answered'),
      () => (made.end = 'lost'),
    )
    return made
  }
  const connection = createConnection({
    open: sockets.open,
    onWake: (listener) => (wakes.push(listener), () => {}),
    onOffline: (listener) => (offlines.push(listener), () => {}),
    isOnline: () => random() > 0.3,
    pings: distantPings,
    timers: globalTimers,
    requestHttp: () => Promise.reject(new Error('Nothing is asked over HTTP here.')),
    rowOf: (name) => operations[name],
    answerWithinMs: ANSWER_WITHIN_MS,
    random,
    now: () => performance.now(),
    deviceNow: () => Date.now(),
    onState: ({ kind }) => {
      states.push(kind)
      // Whoever hears of a state asks at once.
      if (random() < 0.5) {
        call()
      }
    },
    onWelcome: () => {},
    onServerTime: () => {},
  })
  const any = () => sockets.all[Math.floor(random() * sockets.all.length)] ?? sockets.last
  const answers = () => {
    const socket = any()
    const asked = socket.sent.filter(({ id }) => id !== undefined)
    socket.says({ type: 'pong', reply_to: asked[Math.floor(random() * asked.length)]?.['id'], data: {} })
  }
  const happenings: Readonly<Record<string, () => void>> = {
    'it starts': () => connection.start(),
    'it stops': () => connection.stop(),
    'the last opens': () => sockets.last.server.onOpen(),
    'any opens': () => any().server.onOpen(),
    'the last closes': () => sockets.last.server.onClose(1006),
    'any closes': () => any().server.onClose([1000, 1006, 1012, 4401, 4410, 4429][Math.floor(random() * 6)] ?? 1006),
    'it is closing already': () => (sockets.last.isClosing = true),
    'it says something': () => any().says({ type: 'host_state', data: { state: 'ready' } }),
    'it answers': answers,
    'the page wakes': () => wakes.forEach((wake) => wake()),
    'the network goes': () => offlines.forEach((lost) => lost()),
    'the device slept': () => vi.setSystemTime(Date.now() + 3_600_000),
    'a while': () => vi.advanceTimersByTime(Math.round(random() * 12_000)),
    'a call': call,
    'two calls': () => [call(), call()],
  }
  const names = Object.keys(happenings)
  connection.start()
  return {
    connection,
    sockets,
    calls,
    steps,
    call,
    something: () => {
      const name = names[Math.floor(random() * names.length)] ?? 'a call'
      steps.push(name)
      happenings[name]?.()
    },
  }
}

/** mulberry32: in [0, 1). */
function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    const mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    const again = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((again ^ (again >>> 14)) >>> 0) / 4_294_967_296
  }
}
