import { BlockList, isIP, isIPv4 } from 'node:net'

/**
 * What a certificate authority may vouch for: names with all below them, and networks as `192.168.1.0/24`. Stolen, it
 * is worth nothing for any other site.
 */
export interface NameConstraints {
  readonly names: readonly string[]
  readonly networks: readonly string[]
}

/** Whether devices would trust a certificate for this name or address. */
export function isCovered(host: string, { names, networks }: NameConstraints): boolean {
  if (isIP(host) === 0) {
    return names.some((name) => host === name || host.endsWith(`.${name}`))
  }
  return networks.some((network) => isInNetwork(host, network))
}

/** The network that an address may move in by DHCP: its own where the range is private, else the address alone. */
export function networkOf(address: string, cidr: string | null): string {
  const isPrivate = privateRanges.check(address, familyOf(address))
  return cidr !== null && isPrivate && prefixOf(cidr) >= WIDEST[familyOf(address)]
    ? `${firstOf(address, prefixOf(cidr))}/${prefixOf(cidr)}`
    : `${address}/${isIPv4(address) ? 32 : 128}`
}

/** Wider ones than a home or an office has are not trusted as a whole. */
const WIDEST = { ipv4: 16, ipv6: 64 } as const

const privateRanges = new BlockList()
privateRanges.addSubnet('10.0.0.0', 8)
privateRanges.addSubnet('172.16.0.0', 12)
privateRanges.addSubnet('192.168.0.0', 16)
privateRanges.addSubnet('fc00::', 7, 'ipv6')

function isInNetwork(address: string, network: string): boolean {
  const [base = '', prefix] = network.split('/')
  if (familyOf(base) !== familyOf(address)) {
    return false
  }
  const range = new BlockList()
  range.addSubnet(base, Number(prefix), familyOf(base))
  return range.check(address, familyOf(address))
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIPv4(address) ? 'ipv4' : 'ipv6'
}

function prefixOf(cidr: string): number {
  return Number(cidr.split('/')[1])
}

/** An IPv4 address with the bits behind the prefix cleared; IPv6 networks of a home are /64. */
function firstOf(address: string, prefix: number): string {
  if (!isIPv4(address)) {
    return `${expandIpv6(address)
      .slice(0, prefix / 16)
      .join(':')}::`
  }
  const bits = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - prefix)
  const first = bits - (bits % size)
  return [24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')
}

function expandIpv6(address: string): string[] {
  const [left = '', right] = address.split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right === undefined || right === '' ? [] : right.split(':')
  return right === undefined ? head : [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail]
}
