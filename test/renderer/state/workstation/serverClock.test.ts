import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { resetServerClock, noteServerTime, serverNow } from '#renderer/state/workstation/serverClock.ts'

beforeEach(() => {
  vi.useFakeTimers()
  resetServerClock()
})
afterEach(() => vi.useRealTimers())

const noon = Date.parse('2026-11-21T12:00:00Z')

test('the answer that travelled least says the time; one that came late changes nothing', () => {
  noteServerTime(noon - 20)
  noteServerTime(noon - 30_000)
  noteServerTime(noon - 5)
  expect(Math.round(serverNow())).toBe(noon - 5)
})

test('a server whose clock was set back is believed after a few answers', () => {
  noteServerTime(noon)
  for (let answer = 0; answer < 5; answer += 1) {
    noteServerTime(noon - 86_400_000)
  }
  expect(Math.round(serverNow())).toBe(noon - 86_400_000)
})

test('a clock of the browser that jumps does not move it', () => {
  noteServerTime(noon)
  vi.setSystemTime(Date.now() + 86_400_000)
  expect(Math.round(serverNow())).toBe(noon)
})
