import { describe, expect, test } from 'vitest'
import {
  type Machine,
  ownAddresses,
  remoteHosts,
  remoteOrigins,
  remoteUrl,
} from '#server/gateway/remote/config/hosts.ts'

const machine: Machine = {
  hostname: 'Box',
  addresses: [
    { address: '127.0.0.1', cidr: '127.0.0.1/8', kind: 'loopback' },
    { address: 'fd00::5', cidr: 'fd00::5/64', kind: 'outside' },
    { address: '192.168.1.5', cidr: '192.168.1.5/24', kind: 'outside' },
  ],
}

describe('where the remote listener answers', () => {
  test('on all addresses: those of this machine, and its own names; the first is one that works everywhere', () => {
    const { hosts, constraints } = remoteHosts({ bind: '0.0.0.0', names: [] }, machine)
    expect(hosts).toEqual(['192.168.1.5', '127.0.0.1', 'box.local', 'box', 'localhost'])
    expect(constraints).toEqual({
      names: ['box.local', 'box', 'localhost'],
      networks: ['127.0.0.1/32', '192.168.1.0/24'],
    })
  })

  test('a name the owner chose comes first, and no name is guessed beside it', () => {
    const { hosts } = remoteHosts({ bind: '::', names: ['home.example'] }, machine)
    expect(hosts).toEqual(['home.example', '192.168.1.5', 'fd00::5', '127.0.0.1', 'localhost'])
  })

  test('on one address: that one alone', () => {
    expect(remoteHosts({ bind: '192.168.1.5', names: [] }, machine).hosts).toEqual(['192.168.1.5', 'box.local', 'box'])
    expect(remoteHosts({ bind: '127.0.0.1', names: [] }, machine).hosts).toEqual(['127.0.0.1', 'localhost'])
  })

  test('an address that is not there yet is still constrained, to itself', () => {
    expect(remoteHosts({ bind: '100.64.0.9', names: [] }, machine).constraints.networks).toContain('100.64.0.9/32')
  })

  test('a host name that no certificate can carry is left out', () => {
    expect(remoteHosts({ bind: '0.0.0.0', names: [] }, { ...machine, hostname: 'my_box!' }).hosts).not.toContain(
      'my_box!',
    )
  })
})

test('Host headers are written as browsers do', () => {
  expect([...remoteOrigins(['box', 'fd00:0::5'], [4443]).hosts]).toEqual(['box:4443', '[fd00::5]:4443'])
  expect([...remoteOrigins(['box'], [443]).hosts]).toEqual(['box:443', 'box'])
  expect(remoteUrl('fd00::5', 443)).toBe('https://[fd00::5]')
  expect(remoteUrl('box', 4443)).toBe('https://box:4443')
})

test('link-local addresses are nobody’s address in a browser', () => {
  const info = { netmask: '', mac: '', internal: false, family: 'IPv6', scopeid: 1 } as const
  const interfaces = { eth0: [{ ...info, address: 'fe80::1', cidr: 'fe80::1/64' }], none: undefined }
  expect(ownAddresses(interfaces)).toEqual([])
})
