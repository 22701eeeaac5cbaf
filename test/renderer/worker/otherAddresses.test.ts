import { expect, test } from 'vitest'
import { originsToTry } from '#renderer/worker/otherAddresses.ts'

test('only https origins of a page’s list are tried, twelve at most, and nothing that is no list', () => {
  const origins = [
    'https://a.example:4443',
    'http://a.example',
    'https://a.example/path',
    'file:///etc',
    7,
    'https://b',
  ]
  expect(originsToTry({ type: 'try', origins })).toEqual(['https://a.example:4443', 'https://b'])
  const many = Array.from({ length: 50 }, (_, nth) => `https://h${nth}.example`)
  expect(originsToTry({ type: 'try', origins: many })).toHaveLength(12)
  for (const other of [
    null,
    'take_over',
    { type: 'try' },
    { type: 'other', origins },
    { type: 'try', origins: 'https://a' },
  ]) {
    expect(originsToTry(other)).toBeNull()
  }
})
