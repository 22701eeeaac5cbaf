import { setImmediate as nextTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { oncePerTurn } from '#server/gateway/remote/listener/demultiplex.ts'

test('what comes at once is done in its order, a few in each turn, all of it', async () => {
  const done: number[] = []
  const act = oncePerTurn(2)
  for (let index = 0; index < 5; index += 1) {
    act(() => {
      done.push(index)
      if (index === 4) {
        act(() => done.push(5))
      }
    })
  }
  const after: number[] = []
  for (let turn = 0; turn < 5; turn += 1) {
    after.push(done.length)
    await nextTurn()
  }
  expect(after[0]).toBe(0)
  expect(after.every((count, turn) => turn === 0 || count - (after[turn - 1] ?? 0) <= 2)).toBe(true)
  await nextTurn()
  expect(done).toEqual([0, 1, 2, 3, 4, 5])
})
