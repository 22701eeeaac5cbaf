import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What electron-builder looks for in Electron's binary to set the fuses; then version, count and the fuses, all off. */
const FUSES = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${'0'.repeat(9)}`

/**
 * A folder that looks like Electron for Linux, unpacked. Its binary is this very Node: good for all that Homeport does
 * with Electron run as Node, except that it cannot read asar archives.
 */
export function makeElectronDistribution(folder: string): void {
  for (const inside of ['locales', 'resources']) {
    mkdirSync(path.join(folder, inside), { recursive: true })
  }
  const binary = path.join(folder, 'electron')
  writeFileSync(binary, `#!/bin/sh\nexec '${process.execPath}' "$@"\nexit 1\n${FUSES}`)
  chmodSync(binary, 0o755)
  writeFileSync(path.join(folder, 'chrome-sandbox'), '', { mode: 0o755 })
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'locales/de.pak']) {
    writeFileSync(path.join(folder, file), '')
  }
}
