import { statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openByLsof, settleMs, writtenInodes } from '#server/host/autoCommit/looking/openFiles.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

test('what lsof says is read by field: open to write or to both, and not to read', () => {
  const printed = ['p101', 'fcwd', 'a ', 'i1', 'f3', 'ar', 'i2', 'f4', 'aw', 'i3', 'p102', 'f5', 'au', 'i4', 'f6', 'i5']
  expect([...writtenInodes(printed.join('\n'))]).toEqual(['3', '4'])
  expect([...writtenInodes('')]).toEqual([])
})

test('files are known again by their numbers on the disk, also many of them; one that is gone is not', async () => {
  const folder = temporaryFolder()
  const files = Array.from({ length: 600 }, (_, at) => path.join(folder, `${at} ä`))
  files.slice(0, -1).forEach((file) => writeFileSync(file, 'x'))
  const asked: number[] = []
  const found = await openByLsof(files, async (some) => {
    asked.push(some.length)
    return some.includes(files[3] ?? '') ? `f3\naw\ni${statSync(files[3] ?? '').ino}\n` : ''
  })
  expect([...found]).toEqual([files[3]])
  expect(asked).toEqual([250, 250, 100])
})

test('where nobody tells who has a file open, it has to be the same for longer', () => {
  expect([settleMs('linux'), settleMs('darwin'), settleMs('win32')]).toEqual([1_000, 5_000, 5_000])
})
