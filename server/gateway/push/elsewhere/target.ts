import { isIPv6 } from 'node:net'
import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { NotificationAddressKind } from '#shared/operations/notificationAddresses.ts'
import { isPublicName } from '../sending/endpoint.ts'

const Mailbox = z.email().max(254)

/**
 * What a person names, as it is kept. Addresses lead to the internet by https, or to a host that the owner named: anybody
 * who may drive would otherwise make this machine ask what only it can reach. A name that leads into a private network is
 * found when it is asked. @throws HomeportError PUSH_003
 */
export function checkTarget(kind: NotificationAddressKind, target: string, privateHosts: readonly string[]): string {
  if (kind === 'email') {
    if (!Mailbox.safeParse(target).success) {
      throw wrong('This is not an e-mail address. Nothing was changed.')
    }
    return target
  }
  const url = webAddress(target)
  if (url.username !== '' || url.password !== '') {
    throw wrong(
      'Leave the user name and password out of the address; give the token as its secret. Nothing was changed.',
    )
  }
  if (!isPrivateAllowed(url, privateHosts) && (url.protocol !== 'https:' || !isPublicName(url.hostname))) {
    throw wrong(
      'It must be https with the name of a host on the internet. For a host of your own network the owner adds it to the setting notifications.private_hosts. Nothing was changed.',
    )
  }
  if (kind === 'ntfy' && topicOf(url) === null) {
    throw wrong('The address of an ntfy topic ends with its name, like https://ntfy.sh/my-topic. Nothing was changed.')
  }
  url.hash = ''
  return url.href
}

function webAddress(target: string): URL {
  const url = URL.canParse(target) ? new URL(target) : null
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw wrong('This is not an https address. Nothing was changed.')
  }
  return url
}

/** The owner named this very host, with this port or any. */
export function isPrivateAllowed({ hostname, port, protocol }: URL, privateHosts: readonly string[]): boolean {
  const asked = port === '' ? USUAL_PORTS[protocol] : port
  return privateHosts.some((one) => {
    const named = namedHost(one)
    return named !== null && named.hostname === hostname.toLowerCase() && [null, asked].includes(named.port)
  })
}

/** `URL` leaves them out. */
const USUAL_PORTS: Readonly<Record<string, string>> = {
  'http:': '80',
  'https:': '443',
  'smtp:': '587',
  'smtps:': '465',
}

/** As `URL` writes it, IPv6 in its one shortest form. `port` null: none was named, any is meant. */
function namedHost(one: string): { readonly hostname: string; readonly port: string | null } | null {
  const address = `http://${isIPv6(one) ? `[${one}]` : one}`
  if (!URL.canParse(address)) {
    return null
  }
  const end = isIPv6(one) || !one.includes(':') ? '' : one.slice(one.lastIndexOf(':') + 1)
  const port = /^\d+$/.test(end) ? String(Number(end)) : null
  return { hostname: new URL(address).hostname, port }
}

/** The last part of the address; null: there is none that ntfy would take. */
export function topicOf({ pathname }: URL): string | null {
  return /\/(?<topic>[\w-]{1,64})\/?$/.exec(pathname)?.groups?.['topic'] ?? null
}

function wrong(sentence: string): HomeportError {
  return new HomeportError('PUSH_003', sentence)
}
