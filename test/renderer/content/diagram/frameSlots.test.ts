import { expect, test } from 'vitest'
import { takeFrameSlot } from '#renderer/content/diagram/frameSlots.ts'

test('six frames are alive at most; the next one comes when one has gone, in the order they asked', () => {
  const got: number[] = []
  const giveBack = Array.from({ length: 9 }, (_, n) => takeFrameSlot(() => got.push(n)))
  expect(got).toEqual([0, 1, 2, 3, 4, 5])
  giveBack[6]?.()
  giveBack[2]?.()
  giveBack[2]?.()
  expect(got).toEqual([0, 1, 2, 3, 4, 5, 7])
  giveBack[0]?.()
  expect(got.at(-1)).toBe(8)
})
