import { BlockList, isIPv6 } from 'node:net'
import type { Reach } from '#shared/operations/remoteTest.ts'

/** An address of this machine and the interface that has it. */
export interface InterfaceAddress {
  readonly name: string
  readonly address: string
}

const loopback = subnets('127.0.0.0/8', '::1/128')
const linkLocal = subnets('169.254.0.0/16', 'fe80::/10')
const privateNetworks = subnets('10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', 'fc00::/7')
/** Of providers that share one address among customers; Tailscale gives out the same ones. */
const shared = subnets('100.64.0.0/10')
const tailscaleV6 = subnets('fd7a:115c:a1e0::/48')

/** `host`: the name that led there. */
export function reachOf(address: string, host: string, interfaces: readonly InterfaceAddress[]): Reach {
  if (isIn(loopback, address)) {
    return 'loopback'
  }
  if (isIn(linkLocal, address)) {
    return 'link_local'
  }
  if (isIn(tailscaleV6, address) || (isIn(shared, address) && isTailscale(address, host, interfaces))) {
    return 'tailscale'
  }
  if (isIn(shared, address)) {
    return 'cgnat'
  }
  return isIn(privateNetworks, address) ? 'private' : 'public'
}

/** This machine's address in a Tailscale; null: it is in none now. */
export function tailscaleAddress(interfaces: readonly InterfaceAddress[]): string | null {
  const found = interfaces.find(({ address }) => reachOf(address, '', interfaces) === 'tailscale')
  return found?.address ?? null
}

/** Its own interface, or its own name, says so. macOS numbers its tunnels: there a shared address is taken for one. */
function isTailscale(address: string, host: string, interfaces: readonly InterfaceAddress[]): boolean {
  const own = interfaces.find((one) => one.address === address)
  return host.endsWith('.ts.net') || (own !== undefined && /^(?:tailscale|utun)/i.test(own.name))
}

function subnets(...all: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of all) {
    const [network = '', bits] = subnet.split('/')
    list.addSubnet(network, Number(bits), isIPv6(network) ? 'ipv6' : 'ipv4')
  }
  return list
}

function isIn(list: BlockList, address: string): boolean {
  return list.check(address, isIPv6(address) ? 'ipv6' : 'ipv4')
}
