import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmFromMarkdown } from 'mdast-util-gfm'
import { gfm } from 'micromark-extension-gfm'
import { expect, test } from 'vitest'
import { withRememberedBrackets } from '#renderer/content/markdown/bareAddresses.ts'

const PARTS = ['[', ']', '![', '](b)', ' ', 'www.a.de', 'https://a.de', 'me@a.de', '\n', '*', '`', '\\', '(', ')']

function read(text: string, grammar: ReturnType<typeof gfm>): unknown {
  return fromMarkdown(text, { extensions: [grammar], mdastExtensions: [gfmFromMarkdown()] })
}

test('an address is none in an open bracket, and one again when it is closed', () => {
  const links = JSON.stringify(read('[ www.a.de ] www.b.de', withRememberedBrackets(gfm())))
  expect(links.match(/"url":"[^"]+"/g)).toEqual(['"url":"http://www.a.de"', '"url":"http://www.b.de"'])
  expect(JSON.stringify(read('[ me@a.de', withRememberedBrackets(gfm())))).toBe(
    JSON.stringify(read('[ me@a.de', gfm())),
  )
})

test('remembering the open bracket changes no tree', () => {
  let seed = 7
  const next = (): number => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648)
  for (let round = 0; round < 2_000; round += 1) {
    const text = Array.from({ length: 1 + ((next() >> 8) % 24) }, () => PARTS[(next() >> 8) % PARTS.length]).join('')
    expect({ text, tree: read(text, withRememberedBrackets(gfm())) }).toEqual({ text, tree: read(text, gfm()) })
  }
})
