import { expect, test } from 'vitest'
import { shippedSources } from './sourceTree.ts'

const sizes = shippedSources()
  .map(({ name, text }) => ({ name, lines: text.trimEnd().split('\n').length }))
  .toSorted((a, b) => a.lines - b.lines)

/** The size below which this share of all files lies. */
function percentile(share: number): number {
  return sizes[Math.floor((sizes.length - 1) * share)]?.lines ?? 0
}

test('no shipped file is longer than 300 lines', () => {
  expect(sizes.filter(({ lines }) => lines > 300)).toEqual([])
})

test('files stay small: half of them under 80 lines, nine of ten under 200', () => {
  expect(percentile(0.5)).toBeLessThanOrEqual(80)
  expect(percentile(0.9)).toBeLessThanOrEqual(200)
})
