import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { build } from 'vite'

const root = path.join(import.meta.dirname, '..')
const dist = path.join(root, 'dist')
// Made beside the old build and moved in whole: a build that fails leaves the old one as it was.
const fresh = path.join(dist, '.next')

await rm(fresh, { recursive: true, force: true })
await buildWith('vite.server.config.ts', fresh)
await buildWith('vite.preload.config.ts', path.join(fresh, 'main'))
for (const mode of ['recovery', 'find']) {
  await buildWith('vite.programPages.config.ts', path.join(fresh, 'main/pages', mode), mode)
}
// For the windows of Linux, which take none from the package.
await copyFile(path.join(root, 'resources/icons/256x256.png'), path.join(fresh, 'main/icon.png'))
await buildWith('vite.config.ts', path.join(fresh, 'renderer'))
await mkdir(dist, { recursive: true })
for (const part of ['server', 'main', 'renderer']) {
  await rm(path.join(dist, part), { recursive: true, force: true })
  await rename(path.join(fresh, part), path.join(dist, part))
}
await rm(fresh, { recursive: true, force: true })

async function buildWith(config: string, outDir: string, mode = 'production'): Promise<void> {
  await build({ configFile: path.join(root, config), mode, logLevel: 'warn', build: { outDir } })
}
