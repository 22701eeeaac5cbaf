import { isIP } from 'node:net'
import type { NetworkInterfaceInfo } from 'node:os'
import type { Origins } from '../../kernel/origin/sameOrigin.ts'
import { type NameConstraints, networkOf } from '../../tls/ownCa/nameConstraints.ts'

/** An address of this machine. `cidr`: with its network, `192.168.1.7/24`. */
export interface OwnAddress {
  readonly address: string
  readonly cidr: string | null
  readonly kind: 'loopback' | 'outside'
}

/** What this machine is called and where it is, as the operating system says. */
export interface Machine {
  readonly hostname: string
  readonly addresses: readonly OwnAddress[]
}

/** Where the listener answers. The first host is the one in the address that is shown. */
export interface RemoteHosts {
  readonly hosts: readonly string[]
  readonly constraints: NameConstraints
}

const HTTPS_PORT = 443

/** Every name and address of the remote listener. */
export function remoteHosts(
  config: { readonly bind: string; readonly names: readonly string[] },
  machine: Machine,
): RemoteHosts {
  const bound = boundAddresses(config.bind, machine.addresses)
  const isReachable = bound.some(({ kind }) => kind === 'outside')
  const names = [...config.names]
  if (names.length === 0 && isReachable) {
    names.push(...namesOf(machine.hostname))
  }
  const addresses = bound.map(({ address }) => address)
  // A chosen name is what the owner wants to see; names that were guessed work on fewer devices than addresses do.
  const outside = config.names.length > 0 ? [...names, ...addresses] : [...addresses, ...names]
  return {
    hosts: [...new Set([...outside, ...(bound.some(({ kind }) => kind === 'loopback') ? ['localhost'] : [])])],
    // Names and networks both: an authority without any of one kind could vouch for all of that kind.
    constraints: {
      names: [...new Set([...names, 'localhost'])],
      networks: [...new Set(['127.0.0.1/32', ...bound.map(({ address, cidr }) => networkOf(address, cidr))])],
    },
  }
}

/** `Host` headers of these names with each of the ports. */
export function remoteOrigins(hosts: readonly string[], ports: readonly number[]): Origins {
  const names = hosts.map(inAddress)
  const withPorts = ports.flatMap((port) => names.map((name) => `${name}:${port}`))
  // Browsers leave the default port out.
  return { hosts: new Set(ports.includes(HTTPS_PORT) ? [...withPorts, ...names] : withPorts), scheme: 'https' }
}

/** Our own address for a `Host` header; null: not ours. */
export function locateIn(origins: () => Origins): (host: string) => string | null {
  return (host) => (origins().hosts.has(host.toLowerCase()) ? `https://${host}` : null)
}

/** `https://name:port`. */
export function remoteUrl(host: string, port: number): string {
  return `https://${inAddress(host)}${port === HTTPS_PORT ? '' : `:${port}`}`
}

/** The addresses of interfaces that a browser elsewhere could use. */
export function ownAddresses(interfaces: NodeJS.Dict<NetworkInterfaceInfo[]>): OwnAddress[] {
  return Object.values(interfaces)
    .flatMap((all) => all ?? [])
    .filter(({ address }) => !address.startsWith('fe80:'))
    .map(({ address, cidr, internal }) => ({ address, cidr, kind: internal ? 'loopback' : 'outside' }))
}

/** IPv4 first: shorter to type. Outside before loopback. */
function boundAddresses(bind: string, addresses: readonly OwnAddress[]): readonly OwnAddress[] {
  if (bind !== '0.0.0.0' && bind !== '::') {
    const known = addresses.find(({ address }) => address === bind)
    return [known ?? { address: bind, cidr: null, kind: isLoopback(bind) ? 'loopback' : 'outside' }]
  }
  const rank = ({ address, kind }: OwnAddress) => (kind === 'loopback' ? 2 : 0) + (isIP(address) === 6 ? 1 : 0)
  return addresses
    .filter(({ address }) => bind === '::' || isIP(address) === 4)
    .toSorted((one, other) => rank(one) - rank(other))
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.')
}

/** `box` is also announced in most homes as `box.local`. Names that no certificate can carry are left out. */
function namesOf(hostname: string): string[] {
  const name = hostname.toLowerCase()
  if (!/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(name) || isIP(name) !== 0 || name === 'localhost') {
    return []
  }
  return name.includes('.') ? [name] : [`${name}.local`, name]
}

function inAddress(host: string): string {
  return isIP(host) === 6 ? new URL(`https://[${host}]`).hostname : host
}
