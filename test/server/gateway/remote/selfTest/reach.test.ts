import { describe, expect, test } from 'vitest'
import { refusal } from '#server/gateway/remote/selfTest/connectTcp.ts'
import { type HintFacts, hintsOf } from '#server/gateway/remote/selfTest/hints.ts'
import { reachOf, tailscaleAddress } from '#server/gateway/remote/selfTest/reach.ts'
import { tailscaleCommands, tailscalePrograms } from '#server/gateway/tls/tailscale/installed.ts'

const interfaces = [
  { name: 'eth0', address: '192.168.1.7' },
  { name: 'tailscale0', address: '100.101.102.103' },
  { name: 'wwan0', address: '100.64.0.9' },
]

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.8.8', 'loopback'],
  ['::1', 'loopback'],
  ['169.254.3.4', 'link_local'],
  ['fe80::1', 'link_local'],
  ['10.1.2.3', 'private'],
  ['172.31.0.1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.168.1.7', 'private'],
  ['fd00::7', 'private'],
  ['100.101.102.103', 'tailscale'],
  ['fd7a:115c:a1e0::1', 'tailscale'],
  ['100.64.0.9', 'cgnat'],
  ['100.127.255.255', 'cgnat'],
  ['100.128.0.1', 'public'],
  ['203.0.113.9', 'public'],
  ['2001:db8::1', 'public'],
] as const)('%s reaches %s', (address, reach) => {
  expect(reachOf(address, 'home.example', interfaces)).toBe(reach)
})

test('a shared address is Tailscale’s where its name or its interface says so', () => {
  expect(reachOf('100.99.1.1', 'box.tail1234.ts.net', [])).toBe('tailscale')
  expect(reachOf('100.99.1.1', 'home.example', [])).toBe('cgnat')
  expect(tailscaleAddress(interfaces)).toBe('100.101.102.103')
  expect(tailscaleAddress([{ name: 'wwan0', address: '100.64.0.9' }])).toBeNull()
})

const own = { address: '192.168.1.7', reach: 'private', isOwn: true, port: 4443 } as const
const routers = { address: '203.0.113.9', reach: 'public', isOwn: false, port: 4443 } as const

test.each([
  ['ETIMEDOUT', own, /firewall of this machine/, /Let TCP port 4443 in/],
  ['ETIMEDOUT', routers, /does not answer/, /mobile data/],
  ['ECONNREFUSED', routers, /refuses/, /forward TCP port 4443/],
  ['ENETUNREACH', routers, /no way to/, /network/],
  ['EPIPE', own, /failed \(EPIPE\)/, /Try again/],
] as const)('%s is told in words (%o)', (...[code, target, text, advice]) => {
  expect(refusal(code, target)).toMatchObject({
    text: expect.stringMatching(text),
    advice: expect.stringMatching(advice),
  })
})

function hints(reach: HintFacts['addresses'][number]['reach'], more: Partial<HintFacts> = {}) {
  const addresses = [{ reach, outcome: 'works' }] as const
  return hintsOf({ addresses, bind: '0.0.0.0', port: 4443, tailscale: { kind: 'absent' }, platform: 'linux', ...more })
}

describe('what it means for devices elsewhere', () => {
  test('only this machine: listen on more', () => {
    const [hint, ...others] = hints('loopback', { bind: '127.0.0.1' })
    expect(hint).toMatchObject({
      text: expect.stringContaining('127.0.0.1'),
      commands: ['homeport settings set remote.bind 0.0.0.0'],
    })
    expect(others).toEqual([])
  })

  test('only the own network: forward the port, or Tailscale with its commands', () => {
    const [hint, honest] = hints('private')
    expect(hint?.text).toMatch(/forward TCP port 4443/)
    const choose = 'homeport settings set remote.certificate.kind tailscale'
    expect(hint?.commands).toEqual(['curl -fsSL https://tailscale.com/install.sh | sh', 'sudo tailscale up', choose])
    expect(honest?.text).toMatch(/only another device can tell/)
    expect(hints('private', { tailscale: { kind: 'installed' } })[0]?.commands).toEqual(['sudo tailscale up', choose])
    const up = hints('private', { tailscale: { kind: 'up', address: '100.101.102.103' } })[0]
    expect(up).toMatchObject({ commands: [choose], text: expect.stringContaining('It is up on this machine') })
  })

  test('behind the provider’s shared address: no forwarding helps', () => {
    expect(hints('cgnat')[0]?.text).toMatch(/CGNAT.*no forwarding in your router helps/)
  })

  test.each(['public', 'tailscale'] as const)('%s: nothing but that a phone has the last word', (reach) => {
    expect(hints(reach)).toMatchObject([{ text: expect.stringContaining('open the address on a phone') }])
  })
})

test('Tailscale is looked for where each system puts it, and brought up in its words', () => {
  expect(tailscalePrograms('linux', { PATH: '/a:/b' })).toContain('/b/tailscale')
  expect(tailscalePrograms('win32', { Path: 'C:\\bin' })).toContain('C:\\Program Files\\Tailscale\\tailscale.exe')
  expect(tailscalePrograms('darwin', {})).toContain('/Applications/Tailscale.app/Contents/MacOS/Tailscale')
  expect(tailscaleCommands({ kind: 'absent' }, 'win32')).toEqual(['winget install tailscale.tailscale', 'tailscale up'])
})
