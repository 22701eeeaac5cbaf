import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Heartbeat } from '#server/processes/supervision/heartbeat.ts'
import { supervisionTimes } from '#server/processes/supervision/supervisionTimes.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function setup() {
  const facts = { asked: 0, silences: 0, sleptMs: 0 }
  const heartbeat = new Heartbeat({
    times: supervisionTimes,
    now: () => Date.now() + facts.sleptMs,
    ping: () => (facts.asked += 1),
    onSilence: () => (facts.silences += 1),
  })
  heartbeat.start()
  return { facts, heartbeat }
}

test('who answers is asked again, every five seconds and no more often', () => {
  const { facts, heartbeat } = setup()
  for (let beat = 1; beat <= 3; beat += 1) {
    expect(facts.asked).toBe(beat)
    heartbeat.onActivity()
    vi.advanceTimersByTime(4_999)
    expect(facts.asked).toBe(beat)
    vi.advanceTimersByTime(1)
  }
  expect(facts.silences).toBe(0)
})

test('ten seconds of silence are told of, once', () => {
  const { facts } = setup()
  vi.advanceTimersByTime(9_999)
  expect(facts.silences).toBe(0)
  vi.advanceTimersByTime(60_000)
  expect(facts.silences).toBe(1)
})

test('a machine that slept proves nothing: it is asked anew', () => {
  const { facts, heartbeat } = setup()
  facts.sleptMs = 3_600_000
  vi.advanceTimersByTime(10_000)
  expect([facts.asked, facts.silences]).toEqual([2, 0])
  heartbeat.onActivity()
  vi.advanceTimersByTime(5_000)
  expect(facts.silences).toBe(0)
})

test('after the stop nothing is asked or told, whatever is heard', () => {
  const { facts, heartbeat } = setup()
  heartbeat.stop()
  heartbeat.onActivity()
  vi.advanceTimersByTime(60_000)
  expect([facts.asked, facts.silences]).toEqual([1, 0])
})
