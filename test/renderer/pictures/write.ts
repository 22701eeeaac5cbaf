import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { buildRenderer } from '#test/renderer/builtRenderer.ts'
import { sheetOf, viewsOf } from './contactSheet.ts'
import { fillDay, type Scene, scenes } from './scenes.ts'
import { openStudio, REDUCED, type Studio } from './studio.ts'

/**
 * `npm run pictures [-- SCENE…]`: makes the kept pictures of all scenes anew, or of those that are named.
 * `--large`: whole windows instead, into `.screenshots/pictures`, for people to look at.
 * `--manifest`: what an app's store shows before it is installed, into `renderer/public/screenshots`.
 * `--serve`: the scenes themselves, each at an address of this machine, until Ctrl+C.
 */
const root = path.join(import.meta.dirname, '../../..')
const names = process.argv.slice(2).filter((word) => !word.startsWith('--'))
const wanted = scenes.filter(({ name }) => names.length === 0 || names.includes(name))

if (process.argv.includes('--serve')) {
  await serve()
} else if (process.argv.includes('--manifest')) {
  await photographForManifest()
} else {
  await photograph(process.argv.includes('--large'))
}

async function photograph(isLarge: boolean): Promise<void> {
  const folder = isLarge ? path.join(root, '.screenshots/pictures') : path.join(import.meta.dirname, 'kept')
  if (names.length === 0) {
    await rm(folder, { recursive: true, force: true })
  }
  await mkdir(folder, { recursive: true })
  const studio = await openStudio()
  try {
    for (const scene of wanted) {
      process.stdout.write(`${scene.name}\n`)
      await (isLarge ? keepLarge(studio, scene, folder) : keep(studio, scene, folder))
    }
  } finally {
    await studio.close()
  }
}

async function keep(studio: Studio, scene: Scene, folder: string): Promise<void> {
  const views = viewsOf(await studio.photograph(scene, { reduced: REDUCED }))
  await writeFile(path.join(folder, `${scene.name}.png`), sheetOf(views))
}

async function keepLarge(studio: Studio, scene: Scene, folder: string): Promise<void> {
  for (const { screen, colours, bytes } of await studio.photograph(scene)) {
    await writeFile(path.join(folder, `${scene.name}-${screen}-${colours}.png`), bytes)
  }
}

/** As `renderer/public/app.webmanifest` names them. */
async function photographForManifest(): Promise<void> {
  const folder = path.join(root, 'renderer/public/screenshots')
  const shown = { home: ['phone', 'wide'], 'needs-you': ['phone'], changes: ['wide'] } as const
  await mkdir(folder, { recursive: true })
  const studio = await openStudio()
  try {
    for (const [name, screens] of Object.entries(shown)) {
      const scene = scenes.find((one) => one.name === name)
      const shots = scene === undefined ? [] : await studio.photograph({ ...scene, screens }, { format: 'webp' })
      for (const { screen, bytes } of shots.filter(({ colours }) => colours === 'light')) {
        await writeFile(path.join(folder, `${name}-${screen}.webp`), bytes)
      }
    }
  } finally {
    await studio.close()
  }
}

async function serve(): Promise<void> {
  const { folder } = await buildRenderer()
  for (const scene of wanted) {
    const gateway = new FakeGateway(folder)
    fillDay(gateway)
    scene.prepare?.(gateway)
    process.stdout.write(`${scene.name}: ${await gateway.listen()}${scene.path}\n`)
  }
}
