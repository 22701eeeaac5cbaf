import { lookup as systemLookup } from 'node:dns/promises'
import { BlockList, isIP, isIPv6 } from 'node:net'
import { HomeportError } from '#shared/errors.ts'

/** All addresses of a name. @throws Error of `node:dns`. */
export type LookUp = (name: string) => Promise<readonly { readonly address: string; readonly family: number }[]>

export const lookUp: LookUp = (name) => systemLookup(name, { all: true, verbatim: true })

/**
 * What browsers name as their push service comes from outside: https on its usual port, by name, without a password in it.
 * `standIn`: the origin of a test's own service, which may be anything.
 * @throws HomeportError PUSH_001
 */
export function checkEndpoint(endpoint: string, standIn: string | null): URL {
  const url = URL.canParse(endpoint) ? new URL(endpoint) : null
  if (url !== null && url.origin === standIn) {
    return url
  }
  const isPlain = url?.protocol === 'https:' && url.port === '' && url.username === '' && url.password === ''
  if (url === null || !isPlain || !isPublicName(url.hostname)) {
    throw new HomeportError(
      'PUSH_001',
      'This is not the address of a push service: it must be https, with the name of a host outside of this network. Nothing was changed.',
    )
  }
  return url
}

/** A name that may be one of the internet: no address, and of no network of one’s own. */
export function isPublicName(hostname: string): boolean {
  const bare = hostname.replaceAll(/^\[|\]$/g, '')
  return isIP(bare) === 0 && /\.[a-z]/.test(bare) && !/\.(?:local|internal|localhost|home\.arpa|lan)\.?$/.test(bare)
}

/** @throws HomeportError PUSH_001 unless every address of the host is one of the internet: a name may lead anywhere. */
export async function publicAddressOf(url: URL, find: LookUp): Promise<string> {
  const addresses = await find(url.hostname)
  const [first] = addresses
  if (first === undefined || !addresses.every(({ address }) => isPublic(address))) {
    throw new HomeportError('PUSH_001', 'This address leads into a private network. Nothing was sent.')
  }
  return first.address
}

/** False for what RFC 6890 keeps for other things than the internet. */
export function isPublic(address: string): boolean {
  const mapped = /^::ffff:(?<v4>\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.groups?.['v4']
  const plain = mapped ?? address
  return isIP(plain) !== 0 && !reserved.check(plain, isIPv6(plain) ? 'ipv6' : 'ipv4')
}

const reserved = new BlockList()
for (const [network, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const) {
  reserved.addSubnet(network, bits, 'ipv4')
}
for (const [network, bits] of [
  ['::', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const) {
  reserved.addSubnet(network, bits, 'ipv6')
}
