import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { onTestFinished, vi } from 'vitest'
import { writeCertificate } from './remote.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

export const TAILNET_NAME = 'box.tail1234.ts.net'

/** What the stand-in of Tailscale knows. */
export interface Tailnet {
  readonly state?: 'Running' | 'Stopped' | 'NeedsLogin'
  readonly name?: string
  readonly domains?: readonly string[] | null
  readonly denied?: boolean
}

/**
 * A command `tailscale` on the search path, for the running test. Call what comes back to change what it knows; each
 * call makes it give another certificate.
 */
export async function installTailscale(tailnet: Tailnet = {}): Promise<(tailnet?: Tailnet) => Promise<void>> {
  const folder = temporaryFolder()
  const program = path.join(folder, 'tailscale')
  const fake = path.join(folder, 'fakeTailscale.mjs')
  copyFileSync(path.resolve(import.meta.dirname, '../../fakes/fakeTailscale.mjs'), fake)
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${fake}' "$@"\n`)
  chmodSync(program, 0o700)
  vi.stubEnv('PATH', `${folder}${path.delimiter}${process.env['PATH'] ?? ''}`)
  onTestFinished(() => void vi.unstubAllEnvs())
  const change = async (next: Tailnet = {}) => {
    const files = await writeCertificate(folder, { name: TAILNET_NAME })
    const pair = { cert: readFileSync(files.cert_file, 'utf8'), key: readFileSync(files.key_file, 'utf8') }
    const known = { state: 'Running', name: TAILNET_NAME, domains: [TAILNET_NAME], denied: false, ...next, ...pair }
    writeFileSync(path.join(folder, 'tailnet.json'), JSON.stringify(known))
  }
  await change(tailnet)
  return change
}
