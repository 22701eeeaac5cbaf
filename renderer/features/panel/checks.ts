import { type Finding, type KnownStatus, findingsOf } from './findings.ts'
import { bytes } from '#renderer/format/bytes.ts'
import { vaults } from './vaults.ts'

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
    ...lineOf('Session host', found.host, known.host && `Version ${known.host.host_version ?? known.host.version}`),
    ...lineOf('Claude Code', found.claude, known.claude && (known.claude.version ?? 'Found')),
    ...lineOf('Disk', found.disk, known.storage && `${size(known.storage.disk)} free`),
    ...lineOf('Vault', found.vault, known.storage && vaults[known.storage.vault.kind]),
    ...lineOf('Remote access', found.remote, known.remote && (known.remote.remote_url ?? 'Off')),
    ...lineOf('Certificate', found.certificate, validity(known.remote)),
    ...lineOf('Settings', found.settings, known.settings && 'In order'),
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
  return `${bytes(free_bytes)} of ${bytes(total_bytes)}`
}

function validity(remote: KnownStatus['remote']): string | undefined {
  const certificate = remote?.certificate
  if (certificate === undefined || certificate === null) {
    return undefined
  }
  const until = new Date(certificate.expires_at).toLocaleDateString(undefined, { dateStyle: 'long' })
  return `Valid until ${until}, ${certificate.renews_at === null ? 'renewed by you' : 'renews by itself'}`
}
