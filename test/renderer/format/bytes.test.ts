import { expect, test } from 'vitest'
import { bytes, percent } from '#renderer/format/bytes.ts'

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [840_000, '840 KB'],
  [1_240_000, '1.2 MB'],
  [12_400_000, '12 MB'],
  [1.95e11, '195 GB'],
  [4e15, '4000 TB'],
])('%d bytes are %s', (size, words) => {
  expect(bytes(size)).toBe(words)
})

test.each([
  [null, '–'],
  [0, '0 %'],
  [3.14, '3.1 %'],
  [42.4, '42 %'],
])('%s is %s', (value, words) => {
  expect(percent(value)).toBe(words)
})
