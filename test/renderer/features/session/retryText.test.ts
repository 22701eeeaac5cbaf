import { expect, test } from 'vitest'
import { retryText } from '#renderer/features/session/retryText.ts'

test('a retry is counted down, and said to run when its moment is there', () => {
  const retry = { reason: 'x', attempt: 2, max_attempts: 10, at: '2026-11-21T12:00:04.000Z' }
  const noon = Date.parse('2026-11-21T12:00:00Z')
  expect(retryText(retry, noon)).toBe('retrying in 4 s (2 of 10)')
  expect(retryText(retry, noon + 3_500)).toBe('retrying in 1 s (2 of 10)')
  expect(retryText(retry, noon + 9_000)).toBe('retrying now (2 of 10)')
})
