import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { FolderSizes } from '#server/host/information/folderSizes.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

function folderOf(files: Readonly<Record<string, number>>): string {
  const folder = temporaryFolder()
  for (const [name, bytes] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), Buffer.alloc(bytes))
  }
  return folder
}

test('a folder is measured with all below it, and links are not followed', async () => {
  const folder = folderOf({ 'a.txt': 1000, 'deep/er/b.txt': 500 })
  symlinkSync(folderOf({ huge: 100_000 }), path.join(folder, 'out'))
  symlinkSync(folder, path.join(folder, 'deep/circle'))
  const sizes = new FolderSizes(new FakeClock())
  expect(sizes.of(folder)).toBeNull()
  await sizes.settled()
  expect(sizes.of(folder)).toEqual({ bytes: 1500, files: 2, is_partial: false, measured_at: expect.any(String) })
})

test('an answer of a minute ago is given at once, and measured anew for the next one', async () => {
  const clock = new FakeClock()
  const folder = folderOf({ a: 10 })
  const sizes = new FolderSizes(clock)
  sizes.of(folder)
  await sizes.settled()
  writeFileSync(path.join(folder, 'b'), Buffer.alloc(5))
  clock.pass(59_000)
  sizes.of(folder)
  await sizes.settled()
  expect(sizes.of(folder)).toMatchObject({ bytes: 10 })
  clock.pass(1_000)
  expect(sizes.of(folder)).toMatchObject({ bytes: 10 })
  await sizes.settled()
  expect(sizes.of(folder)).toMatchObject({ bytes: 15, files: 2 })
})

test('a folder that cannot be read is told in part', async () => {
  const sizes = new FolderSizes(new FakeClock())
  const nowhere = path.join(temporaryFolder(), 'nowhere')
  sizes.of(nowhere)
  await sizes.settled()
  expect(sizes.of(nowhere)).toMatchObject({ bytes: 0, is_partial: true })
})
