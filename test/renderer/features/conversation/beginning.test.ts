import { expect, test } from 'vitest'
import { beginningOf } from '#renderer/features/conversation/beginning.ts'

test('a short text is shown whole, a long one by a beginning that ends with a word', () => {
  expect(beginningOf('One line.\nAnother.')).toBe(null)
  expect(beginningOf('word '.repeat(200))).toMatch(/^(?:word ){59}word …$|^(?:word ){59}…$/)
  expect(beginningOf(Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n'))).toBe(
    'line 0\nline 1\nline 2 …',
  )
  expect(beginningOf('x'.repeat(600))).toBe(`${'x'.repeat(300)} …`)
})
