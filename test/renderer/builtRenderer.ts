import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { isBuilt } = createRequire(import.meta.url)('../../.setup/build.cjs') as { readonly isBuilt: () => boolean }

/**
 * The page as it is shipped, in a folder of its own. `remove` takes it away again. `npm test` has built it already, so
 * that not every file does so again; it is built here when `dist` was made from other sources.
 */
export async function buildRenderer(): Promise<{ folder: string; remove: () => Promise<void> }> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'homeport-renderer-'))
  await (isBuilt() ? cp(path.join(root, 'dist/renderer'), folder, { recursive: true }) : buildInto(folder))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** In a process of its own: under a test runner's NODE_ENV React would be built for development. */
async function buildInto(folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env, windowsHide: true })
}
