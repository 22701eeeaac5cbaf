import { X509Certificate } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { connect, createServer } from 'node:tls'
import { once } from 'node:events'
import { describe, expect, test } from 'vitest'
import { type ServingCertificate, expiryWarning, readCertificate } from '#server/gateway/tls/certificate.ts'
import { readCertificateFiles } from '#server/gateway/tls/files/certificateFiles.ts'
import { LEAF_DAYS, createCa, issueLeaf } from '#server/gateway/tls/ownCa/localCa.ts'
import { isCovered, networkOf } from '#server/gateway/tls/ownCa/nameConstraints.ts'
import { createOwnCa } from '#server/gateway/tls/ownCa/ownCa.ts'
import { configureLogging } from '#server/platform/log/log.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { writeCertificate } from '#test/support/gateway/remote.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

configureLogging({ level: 'silent' })

const DAY_MS = 24 * 3600 * 1000
const now = Date.now()
const constraints = { names: ['box.local', 'localhost'], networks: ['192.168.1.0/24', 'fd00:1:2:3::/64'] }

/** What a device that trusts the authority thinks of it, names aside: `good`, or why not. */
async function verdictOf(ca: string, leaf: ServingCertificate): Promise<string> {
  const server = createServer(leaf)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as { port: number }
  const socket = connect({ host: '127.0.0.1', port, ca, checkServerIdentity: () => undefined })
  try {
    await once(socket, 'secureConnect')
    return 'good'
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  } finally {
    socket.destroy()
    server.close()
  }
}

describe('the own authority', () => {
  test('vouches for the names and networks of this machine, and for nothing else', async () => {
    const ca = await createCa({ commonName: 'Homeport on box', constraints, now })
    const verdict = async (host: string) => verdictOf(ca.cert, await issueLeaf({ ca, hosts: [host], now }))
    for (const good of ['box.local', 'sub.box.local', '192.168.1.77', 'fd00:1:2:3::9']) {
      expect(await verdict(good)).toBe('good')
    }
    for (const bad of ['example.com', 'notbox.local', '192.168.2.1', '10.0.0.1', 'fd00:1:2:4::9']) {
      expect(await verdict(bad)).toContain('permitted subtree violation')
      expect(isCovered(bad, constraints)).toBe(false)
    }
  })

  test('gives certificates that browsers take: not longer than 398 days, with every name, for servers only', async () => {
    const ca = await createCa({ commonName: 'Homeport on box', constraints, now })
    const hosts = ['box.local', '192.168.1.77', 'fd00:1:2:3::9']
    const { cert } = await issueLeaf({ ca, hosts, now })
    const { names, not_before, not_after } = readCertificate(cert)
    expect(names).toEqual(['box.local', '192.168.1.77', 'FD00:1:2:3:0:0:0:9'])
    expect((not_after - not_before) / DAY_MS).toBeLessThanOrEqual(398)
    expect((not_after - now) / DAY_MS).toBeCloseTo(LEAF_DAYS, 1)
    const leaf = new X509Certificate(cert)
    expect(leaf.ca).toBe(false)
    expect(leaf.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  })

  test('stays the same as long as it may vouch for everything; its key is in the vault alone', async () => {
    const clock = new FakeClock()
    const vault = new MemoryVault()
    const certificateFile = path.join(temporaryFolder(), 'ca.crt')
    const open = () => createOwnCa({ clock, vault, certificateFile, machineName: 'box' })
    const first = await open().prepare(constraints, ['box.local', '192.168.1.7'])
    expect(await open().prepare(constraints, ['192.168.1.200'])).toBe(first)
    const second = await open().prepare({ ...constraints, names: ['other.example'] }, ['other.example'])
    expect(second).not.toBe(first)
    expect(first + second).not.toContain('PRIVATE')
    clock.pass(9.8 * 365 * DAY_MS)
    expect(await open().prepare(constraints, ['box.local'])).not.toBe(second)
  })

  test('leaves out what it may not vouch for, and says so', async () => {
    const certificateFile = path.join(temporaryFolder(), 'ca.crt')
    const ca = createOwnCa({ clock: new FakeClock(), vault: new MemoryVault(), certificateFile, machineName: 'box' })
    await ca.prepare(constraints, ['box.local'])
    const leaf = await ca.issue(['box.local', '10.1.2.3'])
    expect(leaf.left_out).toEqual(['10.1.2.3'])
    expect(readCertificate(leaf.cert).names).toEqual(['box.local'])
  })
})

test.each([
  ['192.168.77.9', '192.168.77.9/22', '192.168.76.0/22'],
  ['10.1.2.3', '10.1.2.3/8', '10.1.2.3/32'],
  ['8.8.8.8', '8.8.8.8/24', '8.8.8.8/32'],
  ['fd00:1:2:3::9', 'fd00:1:2:3::9/64', 'fd00:1:2:3::/64'],
  ['2001:db8::1', '2001:db8::1/64', '2001:db8::1/128'],
  ['192.168.1.5', null, '192.168.1.5/32'],
])('%s in %s may move within %s', (address, cidr, network) => {
  expect(networkOf(address, cidr)).toBe(network)
  expect(isCovered(address, { names: [], networks: [network] })).toBe(true)
})

test('the owner is warned 14 days before the end, not earlier', () => {
  expect(expiryWarning(now + 15 * DAY_MS, now)).toBeNull()
  expect(expiryWarning(now + 14 * DAY_MS, now)).toContain('ends on')
  expect(expiryWarning(now, now)).toContain('ended on')
})

test('files that are no pair, or not there, are refused by name', async () => {
  const folder = temporaryFolder()
  const files = await writeCertificate(folder, { name: 'home.example' })
  expect(readCertificateFiles(files).cert).toContain('BEGIN CERTIFICATE')
  expect(() => readCertificateFiles({ ...files, key_file: path.join(folder, 'none.pem') })).toThrow('none.pem')
  const other = path.join(folder, 'other')
  mkdirSync(other)
  const { key_file } = await writeCertificate(other, { name: 'home.example' })
  expect(() => readCertificateFiles({ ...files, key_file })).toThrow('does not belong')
  writeFileSync(files.cert_file, 'nonsense')
  expect(() => readCertificateFiles(files)).toThrow(
    expect.objectContaining({
      code: 'CERT_001',
      message: expect.stringContaining('cannot be read as a certificate'),
    }),
  )
})
