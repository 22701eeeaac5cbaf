import { expect, test } from 'vitest'
import { retryWords } from '#renderer/features/session/retryWords.ts'

test('a retry is counted down, and said to run when its moment is there', () => {
  const retry = { reason: 'x', attempt: 2, max_attempts: 10, at: '2026-11-21T12:00:04.000Z' }
  const noon = Date.parse('2026-11-21T12:00:00Z')
  expect(retryWords(retry, noon)).toBe('tries again in 4 s (2 of 10)')
  expect(retryWords(retry, noon + 3_500)).toBe('tries again in 1 s (2 of 10)')
  expect(retryWords(retry, noon + 9_000)).toBe('tries again now (2 of 10)')
})
