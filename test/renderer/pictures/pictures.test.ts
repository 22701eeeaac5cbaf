import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { differences, sheetOf, viewsOf } from './contactSheet.ts'
import { scenes } from './scenes.ts'
import { openStudio, REDUCED, type Studio } from './studio.ts'

const kept = path.join(import.meta.dirname, 'kept')
const shots = path.join(import.meta.dirname, '../../../.screenshots')

/** A change of a button's place is more; how another Chromium smooths its letters is less. */
const TOLERATED = 0.004

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
  await mkdir(shots, { recursive: true })
})

afterAll(() => studio.close())

test.each(scenes)('$name looks as it did: large, narrow and on a phone, light and dark', async (scene) => {
  const views = viewsOf(await studio.photograph(scene, { reduced: REDUCED }))
  const found = differences(views, await readFile(path.join(kept, `${scene.name}.png`)))
  const changed = [...found].filter(([, share]) => share > TOLERATED)
  if (changed.length > 0) {
    await writeFile(path.join(shots, `${scene.name}-now.png`), sheetOf(views))
  }
  expect(changed, `Is it meant so? Then "npm run pictures -- ${scene.name}", and look at what it wrote.`).toEqual([])
})

test('no picture is kept of a scene that is gone', async () => {
  expect((await readdir(kept)).toSorted()).toEqual(scenes.map(({ name }) => `${name}.png`).toSorted())
})
