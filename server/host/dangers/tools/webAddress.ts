import { BlockList, isIP } from 'node:net'
import type { DangerCode } from '../dangerTable.ts'

/** The dangers of an address that is to be read. No name is looked up. */
export function dangersOfAddress(text: string): readonly DangerCode[] {
  const url = URL.parse(text.trim())
  if (url === null) {
    return []
  }
  const found: DangerCode[] = []
  const host = url.hostname
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/\.$/, '')
  if (isPrivate(host) || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    found.push('private_address')
  }
  if (host.split('.').some((label) => label.startsWith('xn--')) || url.username !== '' || url.password !== '') {
    found.push('lookalike_host')
  }
  return found
}

const privateNetworks = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv4')
}
for (const [network, prefix] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
] as const) {
  privateNetworks.addSubnet(network, prefix, 'ipv6')
}

/** Addresses of this machine and its networks, and names that only exist there. */
function isPrivate(host: string): boolean {
  switch (isIP(host)) {
    case 4:
      return privateNetworks.check(host, 'ipv4')
    case 6:
      // Checks addresses that stand for IPv4 (`::ffff:127.0.0.1`) against the rules for IPv4 as well.
      return privateNetworks.check(host, 'ipv6')
    default:
      return !host.includes('.') || /\.(?:local|localhost|internal|lan|home|corp|intranet|test)$/.test(host)
  }
}
