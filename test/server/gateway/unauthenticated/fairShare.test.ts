import { expect, test } from 'vitest'
import { createFairShare } from '#server/gateway/unauthenticated/fairShare.ts'

test('an address block that has its share makes room itself, from the oldest on', () => {
  const shares = createFairShare<string>({ perAddressBlock: 2, total: 100 })
  expect([shares.add('a', 'a1'), shares.add('a', 'a2'), shares.add('b', 'b1')]).toEqual([null, null, null])
  expect([shares.add('a', 'a3'), shares.add('a', 'a4')]).toEqual(['a1', 'a2'])
  expect(shares.size()).toBe(3)
})

test('where all is full, whoever has the most makes room, never the newcomer', () => {
  const shares = createFairShare<string>({ perAddressBlock: 3, total: 4 })
  for (const item of ['b1', 'a1', 'a2', 'a3']) {
    expect(shares.add(item[0] ?? '', item)).toBeNull()
  }
  expect(shares.add('c', 'c1')).toBe('a1')
  expect(shares.add('d', 'd1')).toBe('a2')
  expect(shares.add('e', 'e1')).toBe('b1')
})

test('what is gone or has proven itself takes no room', () => {
  const shares = createFairShare<string>({ perAddressBlock: 1, total: 1 })
  shares.add('a', 'a1')
  shares.remove('a1')
  shares.remove('a1')
  expect(shares.add('b', 'b1')).toBeNull()
})
