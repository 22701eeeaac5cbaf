import { expect, test } from 'vitest'
import { parseMarkdown, safeAddress } from '#renderer/ui/markdown/parseMarkdown.ts'
import { splitMarkdown } from '#renderer/ui/markdown/splitMarkdown.ts'

const text = [
  'A paragraph',
  'of two lines.',
  '',
  '# Heading',
  '',
  '1. one',
  '',
  '   still one',
  '',
  '2. two',
  '',
  '```ts',
  'const a = 1',
  '',
  'const b = 2',
  '```',
  '',
  '| a | b |',
  '|---|---|',
  '| 1 | 2 |',
].join('\n')

test('the pieces mean what the whole means', () => {
  const whole = parseMarkdown(text).children.map((node) => node.type)
  const pieces = splitMarkdown(text).flatMap((piece) => parseMarkdown(piece).children.map((node) => node.type))
  expect(pieces).toEqual(whole)
})

test('a text that grows keeps all pieces but the last two', () => {
  let before: readonly string[] = []
  for (let length = 1; length <= text.length; length += 1) {
    const pieces = splitMarkdown(text.slice(0, length))
    expect(pieces.slice(0, Math.max(0, before.length - 2))).toEqual(before.slice(0, -2))
    before = pieces
  }
})

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
