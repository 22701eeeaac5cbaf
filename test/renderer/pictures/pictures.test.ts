import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { brokenRules } from '#test/support/browser/brokenRules.ts'
import { differences, sheetOf, type View, viewsOf } from './contactSheet.ts'
import { type Scene, scenes } from './scenes.ts'
import type { ScreenName } from './steps.ts'
import { openStudio, REDUCED, type Studio } from './studio.ts'

const kept = path.join(import.meta.dirname, 'kept')
const trees = path.join(import.meta.dirname, 'trees')
const shots = path.join(import.meta.dirname, '../../../.screenshots')

/** A change of a button's place is more; how another Chromium smooths its letters is less. */
const TOLERATED = 0.004

let studio: Studio

beforeAll(async () => {
  studio = await openStudio()
  await mkdir(shots, { recursive: true })
})

afterAll(() => studio.close())

/** What one visit to a scene shows to those who see and to those who do not. */
interface Seen {
  readonly views: readonly View[]
  /** Roles and names at 768, or on the only screen there is, as a screen reader goes through them. */
  readonly tree: string
  /** Of the same screen: the rules that it breaks, with what breaks them. */
  readonly broken: readonly (readonly [string, readonly string[]])[]
}

describe.each(scenes)('$name', (scene) => {
  let visits: Promise<Seen> | undefined
  /** Both tests look at one visit: a page costs more than all that is looked for on it. A second try has a visit of its own. */
  const seen = ({ task }: { readonly task: { readonly result?: { readonly retryCount?: number } } }): Promise<Seen> =>
    (visits = visits === undefined || (task.result?.retryCount ?? 0) > 0 ? visit(scene) : visits)

  test('looks as it did: large, narrow and on a phone, light and dark', async (context) => {
    const { views } = await seen(context)
    const found = differences(views, await readFile(path.join(kept, `${scene.name}.png`)))
    const changed = [...found].filter(([, share]) => share > TOLERATED)
    if (changed.length > 0) {
      await writeFile(path.join(shots, `${scene.name}-now.png`), sheetOf(views))
    }
    expect(changed, `Is it meant so? Then "npm run pictures -- ${scene.name}", and look at what it wrote.`).toEqual([])
  })

  test('breaks no rule at 768, and a screen reader is told the same of it', async (context) => {
    const { tree, broken } = await seen(context)
    // New ones are written by: npm test -- FILE -u
    await expect(tree).toMatchFileSnapshot(path.join(trees, `${scene.name}.txt`))
    expect(broken).toEqual([])
  })
})

test('no picture and no tree is kept of a scene that is gone', async () => {
  expect((await readdir(kept)).toSorted()).toEqual(scenes.map(({ name }) => `${name}.png`).toSorted())
  expect((await readdir(trees)).toSorted()).toEqual(scenes.map(({ name }) => `${name}.txt`).toSorted())
})

async function visit(scene: Scene): Promise<Seen> {
  const told: Omit<Seen, 'views'>[] = []
  const look = async (page: Page, screen: ScreenName): Promise<void> => {
    if (screen === 'narrow' || scene.screens?.includes('narrow') === false) {
      told.push(await lookCloser(page))
    }
  }
  const views = viewsOf(await studio.photograph(scene, { reduced: REDUCED, look }))
  const [only] = told
  if (only === undefined) {
    throw new Error(`${scene.name} was on no screen that is looked at.`)
  }
  return { views, ...only }
}

/** Axe comes last, through devtools of its own: without the network a page takes their end for the network's return. */
async function lookCloser(page: Page): Promise<Omit<Seen, 'views'>> {
  const tree = await page.locator('body').ariaSnapshot()
  const violations = await brokenRules(page)
  return {
    // The port of this test's server is another one each time.
    tree: tree.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT'),
    broken: violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)] as const),
  }
}
