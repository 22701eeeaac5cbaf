import { BlockList, isIP } from 'node:net'
import { HomeportError } from '#shared/errors.ts'
import type { Environment } from '../environment/ownVariables.ts'

/**
 * The proxy that a request to the internet goes through, as curl and Node read the environment: `https_proxy` before
 * `HTTPS_PROXY`, then `all_proxy`; `no_proxy` names what is reached directly. Never one for this machine.
 * @throws HomeportError SETTINGS_001 when the variable names no http or https proxy.
 */
export function proxyFor(address: string | URL, env: Environment): URL | null {
  const url = new URL(address)
  const variable = url.protocol === 'https:' ? 'https_proxy' : 'http_proxy'
  const [name, value] = [variable, 'all_proxy'].map((one) => read(env, one)).find(([, text]) => text !== '') ?? []
  if (name === undefined || value === undefined || isLoopback(url.hostname) || isDirect(url, noProxyEntries(env))) {
    return null
  }
  const proxy = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`)
  if (proxy === null || !['http:', 'https:'].includes(proxy.protocol)) {
    throw new HomeportError(
      'SETTINGS_001',
      `The environment variable ${name} does not name a proxy that is spoken to by http:// or https://. Nothing was sent; correct it, or name ${url.hostname} in NO_PROXY.`,
      { details: { problem: 'invalid_value' } },
    )
  }
  return proxy
}

/** What `no_proxy` names, in small letters. */
export function noProxyEntries(env: Environment): string[] {
  return entriesOf(read(env, 'no_proxy')[1])
}

/** Whether the variable says how the internet is reached, in small or capital letters. */
export function isProxyVariable(name: string): boolean {
  return /^(https?|all|no)_proxy$/i.test(name)
}

/**
 * The environment with this machine among what is reached without a proxy, where there is a proxy at all: the demo, a
 * server under development and an MCP server of one's own are not to be asked for through a company's.
 */
export function withLoopbackDirect(env: Readonly<Record<string, string>>): Record<string, string> {
  const hasProxy = Object.keys(env).some((name) => isProxyVariable(name) && !/^no_/i.test(name))
  if (!hasProxy) {
    return { ...env }
  }
  const [, before] = read(env, 'no_proxy')
  const entries = entriesOf(before)
  const missing = LOOPBACK_NAMES.filter((name) => !entries.includes(name))
  const list = entries.includes('*') ? before : [...(before === '' ? [] : [before]), ...missing].join(',')
  // Programs differ in which of the two they read, and in which of them wins.
  return { ...env, NO_PROXY: list, no_proxy: list }
}

/** Programs write the last one with and without brackets. */
const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '::1', '[::1]']

/** Whether a host of a URL is this machine. */
export function isLoopback(hostname: string): boolean {
  const host = withoutBrackets(hostname)
  if (isIP(host) === 0) {
    return host === 'localhost' || host.endsWith('.localhost')
  }
  return loopback.check(host, isIP(host) === 6 ? 'ipv6' : 'ipv4')
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8, 'ipv4')
loopback.addAddress('::1', 'ipv6')

/** Name and value; the value is "" where there is none. */
function read(env: Environment, name: string): readonly [string, string] {
  const set = [name, name.toUpperCase()].find((one) => (env[one] ?? '').trim() !== '')
  return set === undefined ? [name.toUpperCase(), ''] : [set, (env[set] ?? '').trim()]
}

/** `example.org` and `.example.org` mean it and what is below it; a port may follow; `*` means everything. */
function isDirect({ hostname, port, protocol }: URL, entries: readonly string[]): boolean {
  const host = withoutBrackets(hostname)
  const portOf = port === '' ? (protocol === 'https:' ? '443' : '80') : port
  return entries.some((entry) => {
    if (entry === '*') {
      return true
    }
    const [named, namedPort] = splitPort(entry)
    const domain = withoutBrackets(named).replace(/^\*?\./, '')
    const isIt = domain !== '' && (host === domain || (isIP(host) === 0 && host.endsWith(`.${domain}`)))
    return isIt && (namedPort === undefined || namedPort === portOf)
  })
}

function splitPort(entry: string): [string, string | undefined] {
  const colon = entry.lastIndexOf(':')
  const hasPort = colon !== -1 && !entry.endsWith(']') && isIP(entry) === 0
  return hasPort ? [entry.slice(0, colon), entry.slice(colon + 1)] : [entry, undefined]
}

function entriesOf(list: string): string[] {
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
}

function withoutBrackets(host: string): string {
  return host.startsWith('[') && host.endsWith(']') ? host.slice(1, -1) : host
}
