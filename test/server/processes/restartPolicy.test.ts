import { expect, test } from 'vitest'
import { createRestartPolicy } from '#server/processes/supervision/restartPolicy.ts'
import { supervisionTimes } from '#server/processes/supervision/supervisionTimes.ts'

test('the first restart is immediate, later ones wait longer, the sixth crash in a row is the last', () => {
  const policy = createRestartPolicy(supervisionTimes.restartDelaysMs)
  const waits = Array.from({ length: 6 }, () => policy.next(10))
  expect(waits).toEqual([0, 250, 1000, 2000, 4000, null])
})

test('a healthy minute makes up for everything before', () => {
  const policy = createRestartPolicy(supervisionTimes.restartDelaysMs)
  expect([policy.next(10), policy.next(10), policy.next(60_000), policy.next(10)]).toEqual([0, 250, 0, 250])
})
