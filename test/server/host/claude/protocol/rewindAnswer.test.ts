import { expect, test } from 'vitest'
import { readRewindAnswer } from '#server/host/claude/protocol/rewindAnswer.ts'

test('the files and lines that would change are read', () => {
  const answer = { canRewind: true, filesChanged: ['/p/a.ts'], insertions: 2, deletions: 5 }
  expect(readRewindAnswer(answer)).toEqual({ files: ['/p/a.ts'], file_count: 1, insertions: 2, deletions: 5 })
})

test.each([{ canRewind: true }, { canRewind: true, filesChanged: null, insertions: 'many', deletions: -1 }])(
  'an answer that names nothing (%j) changes nothing',
  (answer) => {
    expect(readRewindAnswer(answer)).toEqual({ files: [], file_count: 0, insertions: 0, deletions: 0 })
  },
)

test('of very many files the first are named, and all are counted', () => {
  const filesChanged = Array.from({ length: 5000 }, (_, index) => `/p/${index}`)
  const { files, file_count } = readRewindAnswer({ canRewind: true, filesChanged })
  expect([files.length, file_count]).toEqual([200, 5000])
})

test.each([
  [{ canRewind: false, error: 'No file checkpoint found for this message.' }, /kept no copies.*Nothing was changed/],
  [{ canRewind: false, error: 'File rewinding is not enabled.' }, /keeps no copies.*Update Claude Code/],
  [
    { canRewind: false, error: `disk full ${'x'.repeat(10_000)}` },
    /could not put the files back: disk full x{400,500}\. /,
  ],
  [{ canRewind: false }, /it gave no reason/],
  [{}, /cannot read/],
  [null, /cannot read/],
])('a refusal (%#) is told in words', (answer, words) => {
  expect(() => readRewindAnswer(answer)).toThrow(
    expect.objectContaining({ code: 'SESSION_003', message: expect.stringMatching(words) }),
  )
})
