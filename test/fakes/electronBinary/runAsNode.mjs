import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'

/**
 * Loaded before everything else into the stand-in of Electron run as Node: makes Node look like it, and lets programs
 * read `resources/app.asar` as if it were a folder, as far as Electron does and no further.
 */
const binary = process.env.STAND_IN_BINARY
delete process.env.STAND_IN_BINARY

if (binary !== undefined) {
  process.execPath = binary
  process.argv[0] = binary
  process.execArgv = process.execArgv.filter((word, at, all) => word !== '--import' && all[at - 1] !== '--import')
  process.resourcesPath = path.join(path.dirname(binary), 'resources')
  const file = path.join(process.resourcesPath, 'app.asar')
  if (existsSync(file)) {
    const [{ Archive }, { showArchive }, { loadFromArchive }] = await Promise.all([
      import('./archive.mjs'),
      import('./archiveFiles.mjs'),
      import('./archiveModules.mjs'),
    ])
    const archive = new Archive(file)
    showArchive(archive)
    loadFromArchive(archive)
  }
  // Last: what reads the archive would take itself to be in Electron.
  const { version } = createRequire(import.meta.url)('electron/package.json')
  Object.defineProperty(process.versions, 'electron', { value: version, enumerable: true })
}
