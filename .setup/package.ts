import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { originOf } from './origin.ts'
import { updateSource } from './updates.ts'

/**
 * `npm run package [-- electron-builder's flags]`: the desktop program for this system, in `release/`. Electron's own
 * binary is taken from ELECTRON_OVERRIDE_DIST_PATH, or downloaded by electron-builder. Nothing is uploaded.
 */
const require = createRequire(import.meta.url)
const builder = path.join(path.dirname(require.resolve('electron-builder/package.json')), 'cli.js')
const unpacked = process.env['ELECTRON_OVERRIDE_DIST_PATH']

if (unpacked !== undefined && !existsSync(unpacked)) {
  fail(`ELECTRON_OVERRIDE_DIST_PATH names ${unpacked}, which does not exist.`)
}
const electron = unpacked === undefined ? [] : [`-c.electronDist=${path.resolve(unpacked)}`]
const origin = Object.entries(originOf(process.env) ?? {}).map(([key, value]) => `-c.extraMetadata.${key}=${value}`)
const args = [builder, '--publish', 'never', ...electron, ...origin, ...updates(), ...process.argv.slice(2)]
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit', windowsHide: true })
if (status !== 0) {
  const version = String(require('electron/package.json').version)
  fail(
    'packaging failed, see above. Where it could not reach github.com: Electron and the tools for installers come ' +
      `from there. Unpack Electron ${version} by hand, set ELECTRON_OVERRIDE_DIST_PATH to its folder, and ` +
      'run "npm run package -- --dir": that needs no download.',
  )
}

function updates(): string[] {
  try {
    return Object.entries(updateSource(process.env) ?? {}).map(([key, value]) => `-c.publish.${key}=${value}`)
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error))
  }
}

function fail(sentence: string): never {
  process.stderr.write(`homeport package: ${sentence}\n`)
  process.exit(1)
}
