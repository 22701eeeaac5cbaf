import { expect, test } from 'vitest'
import { LineReader } from '#server/platform/files/lineReader.ts'

test('lines come whole however the bytes are cut, characters included', () => {
  const text = '{"a":"ä€😀"}\n\n{"b":2}\r\nlast'
  const bytes = Buffer.from(text)
  for (let size = 1; size <= bytes.length; size += 1) {
    const { reader, lines } = setup()
    for (let at = 0; at < bytes.length; at += size) {
      reader.push(bytes.subarray(at, at + size))
    }
    reader.end()
    expect(lines).toEqual(['{"a":"ä€😀"}', '{"b":2}', 'last'])
  }
})

test('a line beyond the bound is left out and told, and the next one is read', () => {
  const { reader, lines, tooLong } = setup(10)
  reader.push(Buffer.from('x'.repeat(8)))
  reader.push(Buffer.from(`${'x'.repeat(8)}\nshort\n`))
  reader.end()
  expect(lines).toEqual(['short'])
  expect(tooLong).toEqual([16])
})

function setup(maxBytes?: number) {
  const lines: string[] = []
  const tooLong: number[] = []
  const reader = new LineReader({
    onLine: (line) => lines.push(line),
    onTooLong: (bytes) => tooLong.push(bytes),
    ...(maxBytes === undefined ? {} : { maxBytes }),
  })
  return { reader, lines, tooLong }
}
