import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Retries } from '#shared/client/retries.ts'
import { globalTimers } from '#test/fakes/globalTimers.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('what was refused before the sign, and is heard of after it, is asked again within the second', () => {
  const cures = new Retries(globalTimers)
  const again = vi.fn<() => void>()
  cures.retryAll()
  cures.wait('a', again)
  vi.advanceTimersByTime(200)
  expect(again).toHaveBeenCalledTimes(1)
})

test('a sign that came long ago hastens nothing, and one hastens once', () => {
  const cures = new Retries(globalTimers)
  const again = vi.fn<() => void>()
  cures.retryAll()
  vi.advanceTimersByTime(1_500)
  cures.wait('a', again)
  vi.advanceTimersByTime(900)
  expect(again).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(again).toHaveBeenCalledTimes(1)
  cures.retryAll()
  cures.wait('a', () => cures.wait('a', again))
  vi.advanceTimersByTime(200)
  expect(again).toHaveBeenCalledTimes(1)
})
