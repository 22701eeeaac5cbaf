import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What electron-builder looks for in Electron's binary to set the fuses; then version, count and the fuses, all off. */
const FUSES = `dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX\u0001\u0009${'0'.repeat(9)}`

/**
 * As Electron's binary does before any JavaScript runs: reads its own fuses, drops what they drop, and is a Node only when
 * it is told to and may be. The order of the fuses: electron/fuses, FuseV1Options.
 */
const BINARY = String.raw`#!/bin/sh
fuses=$(tail -c 9 "$0")
case $fuses in 1*) ;; *) unset ELECTRON_RUN_AS_NODE ;; esac
case $fuses in ??1*) ;; *) unset NODE_OPTIONS NODE_EXTRA_CA_CERTS ;; esac
if [ -z "$ELECTRON_RUN_AS_NODE" ]; then
  echo 'This would be a window: Electron is no Node unless it is told to be.' >&2
  exit 66
fi
STAND_IN_BINARY="$0" exec '@NODE@' --import '@HOOK@' "$@"
exit 1
`

/**
 * A folder that looks like Electron for Linux, unpacked. Its binary is this very Node behind Electron's rules: its
 * fuses, its version, and a program that is read out of its archive.
 */
export function makeElectronDistribution(folder: string): void {
  for (const inside of ['locales', 'resources']) {
    mkdirSync(path.join(folder, inside), { recursive: true })
  }
  const binary = path.join(folder, 'electron')
  const text = BINARY.replace('@NODE@', process.execPath).replace(
    '@HOOK@',
    path.join(import.meta.dirname, 'runAsNode.mjs'),
  )
  writeFileSync(binary, text + FUSES)
  chmodSync(binary, 0o755)
  writeFileSync(path.join(folder, 'chrome-sandbox'), '', { mode: 0o755 })
  for (const file of ['LICENSE', 'LICENSES.chromium.html', 'version', 'locales/en-US.pak', 'locales/de.pak']) {
    writeFileSync(path.join(folder, file), '')
  }
}

/** Electron as it comes, all fuses on. Returns its binary. */
export function makePlainElectron(folder: string): string {
  makeElectronDistribution(folder)
  const binary = path.join(folder, 'electron')
  writeFileSync(binary, readFileSync(binary, 'latin1').replace(/0{9}$/, '1'.repeat(9)), 'latin1')
  return binary
}
