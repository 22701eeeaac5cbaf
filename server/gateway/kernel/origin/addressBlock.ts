import { isIPv4, isIPv6 } from 'node:net'

/**
 * Who counts as one client, wherever addresses are counted: limits, delays, bounds, audit. One address block is one IPv4
 * address, or a /64 of IPv6: within that anybody can take any address. An IPv4 address counts the same in whichever of
 * its IPv6 forms it came (mapped, RFC 4291; NAT64, RFC 6052; 6to4, RFC 3056). What is no address is its own block.
 */
export function addressBlockOf(address: string | null): string {
  const plain = plainAddress(address ?? '')
  if (plain === null || isIPv4(plain)) {
    return plain ?? address ?? ''
  }
  const groups = groupsOf(plain)
  const embedded = embeddedIpv4(groups)
  return embedded ?? `${groups.slice(0, 4).join(':')}::/64`
}

/** `::ffff:127.0.0.1` is 127.0.0.1, said by a socket that speaks both. null: it is no address. */
export function plainAddress(text: string): string | null {
  const [address = ''] = text.split('%', 1)
  if (!isIPv6(address)) {
    return isIPv4(address) ? address : null
  }
  const short = new URL(`http://[${address}]`).hostname.slice(1, -1)
  const groups = groupsOf(short)
  return isPrefix(groups, MAPPED) ? dotted(groups.slice(6)) : short
}

const MAPPED = ['0', '0', '0', '0', '0', 'ffff']
const NAT64 = ['64', 'ff9b', '0', '0', '0', '0']
const SIX_TO_FOUR = ['2002']

function embeddedIpv4(groups: readonly string[]): string | null {
  if (isPrefix(groups, NAT64)) {
    return dotted(groups.slice(6))
  }
  return isPrefix(groups, SIX_TO_FOUR) ? dotted(groups.slice(1, 3)) : null
}

function isPrefix(groups: readonly string[], prefix: readonly string[]): boolean {
  return prefix.every((group, index) => groups[index] === group)
}

/** All eight groups of an address as URLs write it: lower case, no leading zeros. */
function groupsOf(short: string): string[] {
  const [left = '', right = ''] = short.split('::')
  const [head, tail] = [left, right].map((part) => (part === '' ? [] : part.split(':')))
  const missing = 8 - (head?.length ?? 0) - (tail?.length ?? 0)
  return [...(head ?? []), ...Array.from({ length: missing }, () => '0'), ...(tail ?? [])]
}

function dotted(groups: readonly string[]): string {
  return groups
    .map((group) => parseInt(group, 16))
    .flatMap((group) => [group >> 8, group & 255])
    .join('.')
}
