import { describe, expect, test } from 'vitest'
import { MAX_RATIO, worstGrowth } from './growth.ts'
import { moreParsers } from './moreParsers.ts'
import { parsers } from './parsers.ts'
import { wordsOfClaude } from './wordsOfClaude.ts'

describe('a text of twice the length takes twice the time, whatever stands in it', () => {
  test.each([...parsers, ...moreParsers, ...wordsOfClaude].map((parser) => [parser.name, parser] as const))(
    '%s',
    { timeout: 300_000 },
    (_name, parser) => {
      const worst = worstGrowth(parser)
      expect({ ...worst, isLinear: (worst.ratio ?? 0) <= MAX_RATIO }).toMatchObject({ isLinear: true })
    },
  )
})

test('the nesting check that one frame could stop the gateway with would be caught', { timeout: 60_000 }, () => {
  const strings = /"(?:[^"\\]|\\.)*"|[[{]|[\]}]/gs
  const worst = worstGrowth({
    name: 'as it was',
    longest: 16 * 1024,
    parts: ['"', '\\'],
    read: (text) => [...text.matchAll(strings)].length,
  })
  expect(worst.ratio ?? 0).toBeGreaterThan(MAX_RATIO)
})
