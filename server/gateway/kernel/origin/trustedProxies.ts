import type { IncomingHttpHeaders } from 'node:http'
import { BlockList, isIP } from 'node:net'
import { plainAddress } from './addressBlock.ts'

/** What a request says of its way, as far as it may be trusted. */
export interface Forwarding {
  /** The first address, seen from here, that is no trusted proxy; null: the peer is not known. */
  readonly address: string | null
  /** A trusted proxy got it over plain HTTP: somebody on the way could read it. */
  readonly isPlain: boolean
}

/** The proxies that the owner named: their headers are trusted. */
export interface TrustedProxies {
  forwarding(peer: string | undefined, headers: IncomingHttpHeaders): Forwarding
  isTrusted(peer: string | undefined): boolean
}

/** @param named IP addresses and networks (`10.0.0.0/8`) as the settings have them just now. */
export function createTrustedProxies(named: () => readonly string[]): TrustedProxies {
  let known: { readonly entries: readonly string[]; readonly list: BlockList } | null = null
  const listOf = (entries: readonly string[]): BlockList => {
    if (known?.entries !== entries) {
      known = { entries, list: blockListOf(entries) }
    }
    return known.list
  }
  const isTrusted = (one: string | null): one is string => one !== null && listOf(named()).check(one, familyOf(one))
  return {
    isTrusted: (peer) => isTrusted(plainAddress(peer ?? '')),
    forwarding: (peer, headers) => {
      const address = plainAddress(peer ?? '')
      return isTrusted(address)
        ? { address: originOf(address, headers, isTrusted), isPlain: isPlain(headers) }
        : { address, isPlain: false }
    },
  }
}

/** Each proxy adds whom it heard at the right: from there on to the left, as long as the last one is trusted. */
function originOf(
  peer: string,
  headers: IncomingHttpHeaders,
  isTrusted: (address: string | null) => address is string,
): string {
  let address = peer
  for (const hop of textOf(headers['x-forwarded-for']).split(',').toReversed()) {
    const next = hopAddress(hop.trim())
    if (next === null || !isTrusted(address)) {
      // What is no address was never written by a proxy worth the trust: whoever passed it on is as far as we know.
      return address
    }
    address = next
  }
  return address
}

/** Some add the port: `1.2.3.4:567`, `[::1]:567`. */
function hopAddress(text: string): string | null {
  const inBrackets = /^\[([^\]]+)\](?::\d+)?$/.exec(text)?.[1]
  const beforePort = /^([\d.]+):\d+$/.exec(text)?.[1]
  return plainAddress(inBrackets ?? beforePort ?? text)
}

/** A proxy that says nothing about it is taken to speak TLS, as the owner set it up. */
function isPlain(headers: IncomingHttpHeaders): boolean {
  const schemes = textOf(headers['x-forwarded-proto']).split(',')
  return schemes.some((scheme) => scheme.trim() !== '' && scheme.trim().toLowerCase() !== 'https')
}

function textOf(header: string | readonly string[] | undefined): string {
  return typeof header === 'string' ? header : (header ?? []).join(',')
}

function blockListOf(entries: readonly string[]): BlockList {
  const list = new BlockList()
  for (const entry of entries) {
    const [address = '', prefix] = entry.split('/')
    if (prefix === undefined) {
      list.addAddress(plainAddress(address) ?? address, familyOf(plainAddress(address) ?? address))
    } else {
      list.addSubnet(address, Number(prefix), familyOf(address))
    }
  }
  return list
}

function familyOf(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6'
}
