import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { backoff } from '#shared/client/reconnect/supervisor.ts'
import type { LinkState } from '#shared/client/reconnect/linkState.ts'
import { distantPings, type Pings, Supervisor } from '#shared/client/reconnect/supervisor.ts'
import { FakeSockets } from '#test/fakes/fakeSockets.ts'
import { globalTimers } from '#test/fakes/globalTimers.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the socket', () => {
  test.each([1000, 1001, 1005, 1006, 1011, 1012, 4000])('is opened again after it was closed with %d', (code) => {
    const { sockets, states } = setup()
    sockets.last.server.onOpen()
    sockets.last.server.onClose(code)
    expect(states.at(-1)?.kind).toBe('reconnecting')
    vi.advanceTimersByTime(1000)
    expect(sockets.all).toHaveLength(2)
  })

  test.each([
    [4410, 'gone'],
    [4401, 'signed_out'],
  ])('is not opened again after %d', (code, kind) => {
    const { sockets, states } = setup()
    sockets.last.server.onOpen()
    sockets.last.server.onClose(code)
    vi.advanceTimersByTime(3_600_000)
    expect(states.at(-1)?.kind).toBe(kind)
    expect(sockets.all).toHaveLength(1)
  })

  test.each([
    ['signed out', true],
    ['the sign-in is over', false],
  ])('tells whether somebody ended the sign-in: %s', (reason, isForGood) => {
    const { sockets, states } = setup()
    sockets.last.server.onOpen()
    sockets.last.server.onClose(4401, reason)
    expect(states.at(-1)).toEqual({ kind: 'signed_out', isForGood })
  })

  test('is tried for ever, never less often than every ten seconds', () => {
    const { sockets } = setup()
    const before = sockets.all.length
    for (let minute = 0; minute < 60; minute += 1) {
      for (let second = 0; second < 60; second += 1) {
        sockets.last.server.onClose(1006)
        vi.advanceTimersByTime(1000)
      }
    }
    expect(sockets.all.length - before).toBeGreaterThan(3600 / 10 - 10)
  })

  test('is given up when it does not answer a ping, though it was never closed', () => {
    const { sockets } = setup()
    sockets.last.server.onOpen()
    vi.advanceTimersByTime(distantPings.everyMs ?? 0)
    expect(sockets.last.sent).toMatchObject([{ type: 'ping' }])
    vi.advanceTimersByTime(12_000)
    expect(sockets.all[0]?.isClosed).toBe(true)
    expect(sockets.all).toHaveLength(2)
  })

  test('is probed on waking up and replaced within a second if it is dead', () => {
    const { sockets, wake } = setup()
    sockets.last.server.onOpen()
    wake()
    expect(sockets.last.sent).toMatchObject([{ type: 'ping' }])
    vi.advanceTimersByTime(1_000)
    expect(sockets.all).toHaveLength(2)
  })

  test('of before a sleep of eight hours is replaced at once, and nothing calls it connected meanwhile', () => {
    const { sockets, states, wake } = setup()
    sockets.last.server.onOpen()
    sockets.last.says({ type: 'pong' })
    vi.setSystemTime(Date.now() + 8 * 3_600_000)
    wake()
    expect(sockets.all).toHaveLength(2)
    expect(sockets.all[0]?.isClosed).toBe(true)
    expect(states.at(-1)).toEqual({ kind: 'connecting' })
  })

  test('that was being opened when the phone fell asleep is not waited for', () => {
    const { sockets, wake } = setup()
    wake()
    vi.advanceTimersByTime(2_400)
    expect(sockets.all).toHaveLength(1)
    vi.advanceTimersByTime(400)
    expect(sockets.all).toHaveLength(2)
  })

  test('of the same machine is not asked for signs of life, but on waking up it is', () => {
    const { sockets, wake } = setup({ everyMs: null, pongWithinMs: 1000, wakePongWithinMs: 5000 })
    sockets.last.server.onOpen()
    vi.advanceTimersByTime(3_600_000)
    expect(sockets.last.sent).toEqual([])
    expect(sockets.all).toHaveLength(1)
    wake()
    vi.advanceTimersByTime(4_900)
    expect(sockets.all).toHaveLength(1)
    vi.advanceTimersByTime(600)
    expect(sockets.all).toHaveLength(2)
  })

  test('is kept on waking up if it answers', () => {
    const { sockets, wake } = setup()
    sockets.last.server.onOpen()
    wake()
    sockets.last.says({ type: 'pong' })
    vi.advanceTimersByTime(distantPings.wakePongWithinMs + 500)
    expect(sockets.all).toHaveLength(1)
  })

  test('is opened at once on waking up, whatever the wait was', () => {
    const { sockets, wake } = setup()
    sockets.last.server.onClose(1006)
    wake()
    expect(sockets.all).toHaveLength(2)
  })

  test('whose loss came before the browser knew that it has no network is told as offline, and opened again all the same', () => {
    const { sockets, states, loseNetwork } = setup()
    sockets.last.server.onOpen()
    sockets.last.server.onClose(1006)
    expect(states.at(-1)?.kind).toBe('reconnecting')
    loseNetwork()
    expect(states.at(-1)?.kind).toBe('offline')
    vi.advanceTimersByTime(1000)
    expect(sockets.all).toHaveLength(2)
  })

  test('that was given up delivers nothing more', () => {
    const { sockets, texts } = setup()
    const old = sockets.last
    old.server.onOpen()
    old.server.onClose(1006)
    vi.advanceTimersByTime(1000)
    old.says({ type: 'late' })
    expect(texts).toEqual([])
  })

  test('is not opened again once whoever hears of its loss has stopped it', () => {
    const { sockets, states, supervisor } = setup()
    sockets.last.server.onOpen()
    states.push = (state) => {
      if (state.kind === 'reconnecting') {
        supervisor.stop()
      }
      return 0
    }
    sockets.last.server.onClose(1006)
    vi.advanceTimersByTime(3_600_000)
    expect(sockets.all).toHaveLength(1)
  })

  test('that never opens is given up', () => {
    const { sockets } = setup()
    vi.advanceTimersByTime(11_000)
    expect(sockets.all[0]?.isClosed).toBe(true)
    expect(sockets.all).toHaveLength(2)
  })

  test('says how old what is shown is while the network is away', () => {
    const { sockets, states, online } = setup()
    sockets.last.server.onOpen()
    sockets.last.says({ type: 'pong' })
    const heard = performance.now()
    online.value = false
    sockets.last.server.onClose(1006)
    expect(states.at(-1)).toEqual({ kind: 'offline', shown_at: heard })
  })
})

test('a network that goes is told at once; a server that is there all the same is connected again in no time', () => {
  const { sockets, states, loseNetwork } = setup()
  sockets.last.server.onOpen()
  loseNetwork()
  expect(states.at(-1)?.kind).toBe('offline')
  vi.advanceTimersByTime(250)
  sockets.last.server.onOpen()
  expect(sockets.all).toHaveLength(2)
  expect(states.at(-1)?.kind).toBe('ready')
})

test('waiting grows to ten seconds and no further, and never two browsers alike', () => {
  expect([0, 1, 2, 3].map((attempt) => backoff(attempt, 1))).toEqual([250, 500, 900, 900])
  expect(backoff(1000, 1)).toBe(10_000)
  expect(backoff(29, 1)).toBe(900)
  expect(backoff(5, 0)).toBe(backoff(5, 1) / 2)
})

function setup(pings: Pings = distantPings) {
  const sockets = new FakeSockets()
  const states: LinkState[] = []
  const texts: string[] = []
  const online = { value: true }
  const wakes: (() => void)[] = []
  const offlines: (() => void)[] = []
  const supervisor = new Supervisor(
    {
      open: sockets.open,
      onWake: (listener) => {
        wakes.push(listener)
        return () => {}
      },
      onOffline: (listener) => {
        offlines.push(listener)
        return () => {}
      },
      isOnline: () => online.value,
      pings,
      timers: globalTimers,
      random: () => 0.5,
      // As a page's, which stands still while the device sleeps.
      now: () => performance.now(),
      deviceNow: () => Date.now(),
    },
    { onState: (state) => states.push(state), onText: (text) => texts.push(text), onBytes: () => {} },
  )
  supervisor.start()
  return { sockets, states, texts, online, supervisor, wake: () => wakes.forEach((wake) => wake()), loseNetwork }

  function loseNetwork(): void {
    online.value = false
    offlines.forEach((lost) => lost())
  }
}
