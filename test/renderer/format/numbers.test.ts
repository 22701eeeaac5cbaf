import { expect, test } from 'vitest'
import { digits, dollars, duration, tokens } from '#renderer/format/numbers.ts'

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [18_400, '18,400'],
  [1_234_567, '1,234,567'],
])('every digit of %d is told', (amount, words) => {
  expect(digits(amount)).toBe(words)
})

test.each([
  [840, '840'],
  [41_200, '41 k'],
  [999_499, '999 k'],
  [999_500, '1.0 M'],
])('%d tokens are told short', (amount, words) => {
  expect(tokens(amount)).toBe(words)
})

test.each([
  [0, '$0.00'],
  [0.0041, '$0.0041'],
  [0.004, '$0.004'],
  [0.34, '$0.34'],
])('%d dollars are told as exactly as they matter', (amount, words) => {
  expect(dollars(amount)).toBe(words)
})

test.each([
  [0, ''],
  [49, ''],
  [50, '0.1 s'],
  [800, '0.8 s'],
  [1_200, '1.2 s'],
  [9_000, '9 s'],
  [9_960, '10 s'],
  [120_000, '2 m'],
  [600_000, '10 m'],
  [3_600_000, '1 h'],
  [130_000, '2 m 10 s'],
  [3_840_000, '1 h 4 m'],
])('%d ms are told short', (ms, words) => {
  expect(duration(ms)).toBe(words)
})
