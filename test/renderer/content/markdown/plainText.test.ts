import { expect, test } from 'vitest'
import { plainText } from '#renderer/content/markdown/plainText.ts'

test.each([
  ['Half **a** frame\nis `kept`.', 'Half a frame\nis kept.'],
  ['# Title\n\nText', 'Title\n\nText'],
  ['- one\n- two\n  - three', '- one\n- two\n  - three'],
  ['3. one\n4. two', '3. one\n4. two'],
  ['```ts\nconst a = 1\n```', 'const a = 1'],
  ['[the protocol](https://example.com/)', 'the protocol'],
  ['| a | b |\n|---|---|\n| 1 | 2 |', 'a\tb\n1\t2'],
  ['> quoted\n>\n> twice', 'quoted\n\ntwice'],
  ['<b>not bold</b>', '<b>not bold</b>'],
])('an answer is copied as people read it: %j', (markdown, text) => {
  expect(plainText(markdown)).toBe(text)
})
