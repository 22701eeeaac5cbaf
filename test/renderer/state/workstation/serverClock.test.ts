import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { forgetServerTimes, heardServerTime, serverNow } from '#renderer/state/workstation/serverClock.ts'

beforeEach(() => {
  vi.useFakeTimers()
  forgetServerTimes()
})
afterEach(() => vi.useRealTimers())

const noon = Date.parse('2026-11-21T12:00:00Z')

test('the answer that travelled least says the time; one that came late changes nothing', () => {
  heardServerTime(noon - 20)
  heardServerTime(noon - 30_000)
  heardServerTime(noon - 5)
  expect(Math.round(serverNow())).toBe(noon - 5)
})

test('a server whose clock was set back is believed after a few answers', () => {
  heardServerTime(noon)
  for (let answer = 0; answer < 5; answer += 1) {
    heardServerTime(noon - 86_400_000)
  }
  expect(Math.round(serverNow())).toBe(noon - 86_400_000)
})

test('a clock of the browser that jumps does not move it', () => {
  heardServerTime(noon)
  vi.setSystemTime(Date.now() + 86_400_000)
  expect(Math.round(serverNow())).toBe(noon)
})
