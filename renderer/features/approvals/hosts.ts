import * as words from './laterWords.ts'

/** An address that leads elsewhere than it appears to. */
export interface OddHost {
  /** The host in ASCII (punycode). */
  readonly ascii: string
  readonly why: string
}

/** Long enough for any address that somebody could read. */
const MAX_ADDRESS = 2000

/**
 * Addresses in a text that may be mistaken for others: look-alike letters, punycode names, a user name that looks like
 * a host. Linear in the text.
 */
export function oddHosts(text: string): readonly OddHost[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s"'`<>|;]+/gi)].flatMap(({ 0: found }) => {
    const address = addressOf(found.slice(0, MAX_ADDRESS))
    const why = address === null ? null : oddness(address, found)
    return address === null || why === null ? [] : [{ ascii: address.hostname, why }]
  })
}

/** The host of an address, in ASCII; null where there is none. */
export function hostOf(url: string): string | null {
  return addressOf(url)?.hostname ?? null
}

function addressOf(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null
}

function oddness(address: URL, written: string): string | null {
  if (/(?:^|\.)xn--/.test(address.hostname)) {
    return words.theHostIsNotWritten
  }
  if (address.username !== '' || address.password !== '') {
    return words.whatStandsBeforeTheIs
  }
  const host = /^https?:\/\/([^/?#\\]*)/i.exec(written)?.[1] ?? ''
  const isSame = host.toLowerCase().replace(/:\d*$/, '') === address.hostname
  return isSame ? null : words.theHostIsNotWhat
}
