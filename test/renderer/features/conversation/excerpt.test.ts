import { expect, test } from 'vitest'
import { excerptOf } from '#renderer/features/conversation/excerpt.ts'

test('a short text is shown whole, a long one by a beginning that ends with a word', () => {
  expect(excerptOf('One line.\nAnother.')).toBe(null)
  expect(excerptOf('word '.repeat(200))).toMatch(/^(?:word ){59}word …$|^(?:word ){59}…$/)
  expect(excerptOf(Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n'))).toBe('line 0\nline 1\nline 2 …')
  expect(excerptOf('x'.repeat(600))).toBe(`${'x'.repeat(300)} …`)
})
