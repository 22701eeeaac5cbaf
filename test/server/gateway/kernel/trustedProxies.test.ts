import { describe, expect, test } from 'vitest'
import { plainAddress } from '#server/gateway/kernel/origin/addressBlock.ts'
import { createTrustedProxies } from '#server/gateway/kernel/origin/trustedProxies.ts'

const proxies = createTrustedProxies(() => ['127.0.0.1', '10.0.0.0/8', 'fd00::/16', '::1'])
const from = (peer: string | undefined, chain?: string, proto?: string) =>
  proxies.forwarding(peer, {
    ...(chain === undefined ? {} : { 'x-forwarded-for': chain }),
    ...(proto === undefined ? {} : { 'x-forwarded-proto': proto }),
  })

describe('where a request came from', () => {
  test.each([
    ['nobody named: the peer', '203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['a trusted proxy says so', '127.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['a trusted proxy says nothing', '127.0.0.1', undefined, '127.0.0.1'],
    ['what the visitor wrote himself stands further left', '127.0.0.1', '8.8.8.8, 1.2.3.4', '1.2.3.4'],
    ['several proxies, each named', '127.0.0.1', '8.8.8.8, 1.2.3.4, 10.1.1.1', '1.2.3.4'],
    ['one in the chain that is not named', '127.0.0.1', '1.2.3.4, 198.51.100.7, 10.1.1.1', '198.51.100.7'],
    ['a visitor in the network of the proxies', '127.0.0.1', '10.2.2.2', '10.2.2.2'],
    ['garbage', '127.0.0.1', 'unknown', '127.0.0.1'],
    ['garbage before something good', '127.0.0.1', 'x, 10.1.1.1', '10.1.1.1'],
    ['garbage at the right', '127.0.0.1', '1.2.3.4, evil', '127.0.0.1'],
    ['nothing between commas', '127.0.0.1', ',,', '127.0.0.1'],
    ['IPv6', 'fd00::9', '2001:DB8:0::1', '2001:db8::1'],
    ['IPv6 in brackets, with a port', '::1', '[2001:db8::1]:443', '2001:db8::1'],
    ['IPv4 with a port', '127.0.0.1', '1.2.3.4:5678', '1.2.3.4'],
    ['a peer that a socket for both tells', '::ffff:127.0.0.1', '1.2.3.4', '1.2.3.4'],
    ['a mapped address in the chain', '127.0.0.1', '::ffff:1.2.3.4, ::ffff:a01:101', '1.2.3.4'],
    ['an untrusted mapped peer', '::ffff:203.0.113.9', '1.2.3.4', '203.0.113.9'],
    ['a peer with a zone', 'fe80::1%eth0', '1.2.3.4', 'fe80::1'],
    ['a socket that is gone', undefined, '1.2.3.4', null],
  ])('%s', (...[, peer, chain, address]) => {
    expect(from(peer, chain).address).toBe(address)
  })

  test('and whether it was read on the way, as far as a trusted proxy tells', () => {
    expect(from('127.0.0.1', '1.2.3.4', 'http').isPlain).toBe(true)
    expect(from('127.0.0.1', '1.2.3.4', 'https, http').isPlain).toBe(true)
    expect(from('127.0.0.1', '1.2.3.4', 'HTTPS').isPlain).toBe(false)
    expect(from('127.0.0.1', '1.2.3.4').isPlain).toBe(false)
    expect(from('203.0.113.9', '1.2.3.4', 'http').isPlain).toBe(false)
  })

  test('with nobody named, nobody is believed; a later setting counts at once', () => {
    let named: readonly string[] = []
    const changing = createTrustedProxies(() => named)
    const ask = () => changing.forwarding('127.0.0.1', { 'x-forwarded-for': '1.2.3.4' }).address
    expect(ask()).toBe('127.0.0.1')
    named = ['127.0.0.1']
    expect(ask()).toBe('1.2.3.4')
    named = []
    expect(ask()).toBe('127.0.0.1')
  })

  test('every address has one way of being written', () => {
    expect(plainAddress('0:0:0:0:0:0:0:1')).toBe('::1')
    expect(plainAddress('::FFFF:7f00:1')).toBe('127.0.0.1')
    expect(plainAddress('1.2.3')).toBeNull()
  })
})
