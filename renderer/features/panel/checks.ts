import { type Finding, type KnownStatus, findingsOf } from './findings.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { vaults } from './vaults.ts'
import * as words from './words.ts'

/** One line of the health: what was looked at, and what was found. */
export interface Check {
  readonly name: string
  readonly text: string
  /** Where to mend it; null: it is fine. */
  readonly href: string | null
}

/** What was looked at, that which needs a look first. What has not come, or is not for this person, is left out. */
export function checks(known: KnownStatus): readonly Check[] {
  const found = findingsOf(known)
  const lines = [
    ...lineOf(
      words.sessionHost,
      found.host,
      known.host && words.versionIs(known.host.host_version ?? known.host.version),
    ),
    ...lineOf(words.claudeCode, found.claude, known.claude && (known.claude.version ?? words.found)),
    ...lineOf(words.disk, found.disk, known.storage && words.sizeFree(size(known.storage.disk))),
    ...lineOf(words.vault, found.vault, known.storage && vaults[known.storage.vault.kind]),
    ...lineOf(words.remoteAccess, found.remote, known.remote && (hostIn(known.remote.remote_url) ?? words.off)),
    ...lineOf(words.certificate, found.certificate, validity(known.remote)),
    ...lineOf(words.settings, found.settings, known.settings && words.inOrder),
  ]
  return [...lines.filter(({ href }) => href !== null), ...lines.filter(({ href }) => href === null)]
}

function lineOf(name: string, found: readonly Finding[], fine: string | undefined): Check[] {
  if (found.length > 0) {
    return found.map(({ text, href }) => ({ name, text, href }))
  }
  return fine === undefined ? [] : [{ name, text: fine, href: null }]
}

function size({ free_bytes, total_bytes }: { readonly free_bytes: number; readonly total_bytes: number }): string {
  return words.freeOf(bytes(free_bytes), bytes(total_bytes))
}

/** Of an address what tells it apart; the card of remote access has all of it. */
function hostIn(url: string | null): string | null {
  return url !== null && URL.canParse(url) ? new URL(url).host : url
}

function validity(remote: KnownStatus['remote']): string | undefined {
  const certificate = remote?.certificate
  if (certificate === undefined || certificate === null) {
    return undefined
  }
  const until = new Date(certificate.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' })
  return (certificate.renews_at === null ? words.validAndRenewedByYou : words.validAndRenewsByItself)(until)
}
