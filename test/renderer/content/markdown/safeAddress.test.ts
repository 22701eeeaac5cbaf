import { expect, test } from 'vitest'
import { safeAddress } from '#renderer/content/markdown/parseMarkdown.ts'

test.each([
  ['https://example.com', true],
  ['http://localhost:3000', true],
  ['mailto:me@example.com', true],
  ['javascript:alert(1)', false],
  ['JaVaScRiPt:alert(1)', false],
  [' javascript:alert(1)', false],
  ['data:text/html,x', false],
  ['/session/1', false],
  ['src/a.ts', false],
])('a link to %s may be followed: %s', (url, isSafe) => {
  expect(safeAddress(url) !== null).toBe(isSafe)
})
