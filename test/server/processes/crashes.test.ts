import { expect, test } from 'vitest'
import { createCrashes } from '#server/processes/crashes.ts'

test('the first restart is immediate, later ones wait longer, the sixth crash in a row is the last', () => {
  const crashes = createCrashes()
  const waits = Array.from({ length: 6 }, () => crashes.next(10))
  expect(waits).toEqual([0, 250, 1000, 2000, 4000, null])
})

test('a healthy minute makes up for everything before', () => {
  const crashes = createCrashes()
  expect([crashes.next(10), crashes.next(10), crashes.next(60_000), crashes.next(10)]).toEqual([0, 250, 0, 250])
})
