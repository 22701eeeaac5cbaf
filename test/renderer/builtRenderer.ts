import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { isBuilt } from '#test/support/server/homeport.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

interface BuiltRenderer {
  readonly folder: string
  /** Takes away what was made for it. */
  readonly remove: () => Promise<void>
}

/** The page as it is shipped, to be looked at only: `npm test` has built it already. */
export function shippedRenderer(): Promise<BuiltRenderer> {
  const shipped = { folder: path.join(root, 'dist/renderer'), remove: async () => {} }
  return isBuilt ? Promise.resolve(shipped) : buildRenderer()
}

/** The same in a folder of its own, that may be changed. It is built here when `dist` was made from other sources. */
export async function buildRenderer(): Promise<BuiltRenderer> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'homeport-renderer-'))
  await (isBuilt ? cp(path.join(root, 'dist/renderer'), folder, { recursive: true }) : buildInto(folder))
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) }
}

/** In a process of its own: under a test runner's NODE_ENV React would be built for development. */
async function buildInto(folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--outDir', folder, '--emptyOutDir', '--logLevel', 'error']
  const env = { ...process.env, NODE_ENV: 'production' }
  await promisify(execFile)(process.execPath, args, { cwd: root, env, windowsHide: true })
}
