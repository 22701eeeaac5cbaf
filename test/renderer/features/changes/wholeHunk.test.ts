import { expect, test } from 'vitest'
import type { GitDiffLine } from '#shared/operations/git.ts'
import { hunkAt } from '#renderer/features/changes/git/chosenLines.ts'

const lines = Array.from({ length: 40 }, (_, index): GitDiffLine => {
  const number = index + 1
  const isChange = index === 10 || index === 11 || index === 21
  return { kind: isChange ? 'added' : 'same', old: isChange ? null : number, new: number, text: '' }
})

test.each([
  [10, [10, 11]],
  [12, [10, 11]],
  // Both are seven lines or fewer away; the nearer one is meant, and not the other.
  [15, [10, 11]],
  [18, [21]],
  [35, []],
])('the hunk of line %i', (at, hunk) => {
  expect([...hunkAt(lines, at)]).toEqual(hunk)
})
