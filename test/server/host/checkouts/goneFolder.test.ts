import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { goneFolders } from '#server/host/checkouts/ending/goneFolder.ts'
import { CheckoutWorld } from '#test/support/host/checkoutWorld.ts'

test('a folder is kept for the work in a repository that somebody cloned below it, and for nothing else in it', async () => {
  const world = CheckoutWorld.with({ 'a.txt': 'one\n' })
  const folder = path.join(path.dirname(world.git.folder), 'plain')
  const below = path.join(folder, 'tries', 'api')
  mkdirSync(path.dirname(below), { recursive: true })
  world.git.git('clone', '-q', world.git.folder, below)
  writeFileSync(path.join(folder, 'notes.txt'), 'x')
  // A way out of the folder is none of what goes with it.
  writeFileSync(path.join(world.git.folder, 'elsewhere.txt'), 'x')
  symlinkSync(world.git.folder, path.join(folder, 'link'))
  const gone = goneFolders({ environment: async () => world.git.env })
  expect(await gone.keepsWhy(folder)).toBeNull()
  writeFileSync(path.join(below, 'mine.txt'), 'x')
  expect(await gone.keepsWhy(folder)).toContain(`(${path.join('tries', 'api')})`)
})
