import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { hasPrograms } from '#test/support/gateway/pebble.ts'
import { startRemoteGateway } from '#test/support/gateway/remote.ts'

/** What TLS 1.3 has; all of them have forward secrecy and authenticated encryption. */
const sound = ['TLS_AES_128_GCM_SHA256', 'TLS_AES_256_GCM_SHA384', 'TLS_CHACHA20_POLY1305_SHA256']

describe.skipIf(!hasPrograms('sslscan'))('an outside scanner', () => {
  test('finds TLS 1.3 with sound ciphers on the remote port, and nothing else', async () => {
    const { listener } = await startRemoteGateway()
    const xml = await scan(listener.port)
    const enabled = [...xml.matchAll(/<protocol type="(\w+)" version="([\d.]+)" enabled="1" ?\/>/g)]
    expect(enabled.map(([, type, version]) => `${type} ${version}`)).toEqual(['tls 1.3'])
    expect(xml).toContain('<protocol type="tls" version="1.2" enabled="0"')
    const ciphers = [...xml.matchAll(/<cipher status="\w+" sslversion="([^"]+)" bits="(\d+)" cipher="([^"]+)"/g)]
    expect(ciphers.length).toBeGreaterThan(0)
    for (const [, version, bits, cipher] of ciphers) {
      expect(version).toBe('TLSv1.3')
      expect(Number(bits)).toBeGreaterThanOrEqual(128)
      expect(sound).toContain(cipher)
    }
    expect(xml).not.toMatch(/<heartbleed [^>]*vulnerable="1"/)
    expect(xml).not.toMatch(/<compression supported="1"/)
  })
})

/** What sslscan says, as XML. It connects some hundred times in a second. */
async function scan(port: number): Promise<string> {
  const args = ['--no-colour', '--xml=-', '--show-certificate', `127.0.0.1:${port}`]
  return (await promisify(execFile)('sslscan', args, { timeout: 30_000 })).stdout
}
