import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { brokenRules } from '#test/support/browser/brokenRules.ts'
import { scenes } from './scenes.ts'
import { openStudio, type Studio } from './studio.ts'

const trees = path.join(import.meta.dirname, 'trees')

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
})

afterAll(() => studio.close())

test.each(scenes)('$name breaks no rule at 768, and a screen reader is told the same of it', async (scene) => {
  const screens = scene.screens?.includes('narrow') === false ? scene.screens : (['narrow'] as const)
  await studio.photograph(
    { ...scene, screens },
    {
      reduced: 8,
      look: async (page) => {
        // Before axe looks, through devtools of its own: without the network a page takes their end for the network's return.
        // Roles and names, as a screen reader goes through them. New ones are written by: npm test -- FILE -u
        const tree = await page.locator('body').ariaSnapshot()
        // The port of this test's server is another one each time.
        const told = tree.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT')
        await expect(told).toMatchFileSnapshot(path.join(trees, `${scene.name}.txt`))
        const violations = await brokenRules(page)
        expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
      },
    },
  )
})
