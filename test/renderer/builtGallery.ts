import { execFile } from 'node:child_process'
import { mkdtemp, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

const root = path.join(import.meta.dirname, '../..')

/** Builds the gallery into a folder of its own, as the shipped page is built. `remove` takes it away again. */
export async function buildGallery(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'homeport-gallery-'))
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', 'vite.gallery.config.ts', '--outDir', folder, '--logLevel', 'error']
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env, windowsHide: true })
  await rename(path.join(folder, 'gallery/index.html'), path.join(folder, 'index.html'))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}
