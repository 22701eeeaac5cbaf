import path from 'node:path'
import { HomeportError } from '#shared/errors.ts'
import { type InputOf } from '#shared/operations/table.ts'
import { remoteOperations } from '#shared/operations/remote.ts'

/** The flags of `remote on`. */
export interface RemoteOnFlags {
  readonly bind?: string | undefined
  readonly port?: string | undefined
  readonly publicPort?: string | undefined
  readonly name?: readonly string[] | undefined
  readonly cert?: string | undefined
  readonly key?: string | undefined
  readonly tailscale?: boolean | undefined
  readonly acme?: string | undefined
  readonly acmeEmail?: string | undefined
  readonly agreeTos?: boolean | undefined
  readonly acmeDirectory?: string | undefined
  readonly acmeCa?: string | undefined
  readonly acmeHttpPort?: string | undefined
  readonly dnsHook?: string | undefined
}

const challenges = { http: 'http', alpn: 'tls_alpn', dns: 'dns' } as const

/** What they ask for. Paths are taken from the current folder. @throws HomeportError SETTINGS_001 saying what is wrong. */
export function wantedOf(flags: RemoteOnFlags): InputOf<'remote.on'> {
  const wanted = remoteOperations['remote.on'].params.safeParse({
    bind: flags.bind,
    port: numberOf(flags.port),
    public_port: numberOf(flags.publicPort),
    names: flags.name,
    certificate: kindOf(flags),
    cert_file: fileOf(flags.cert),
    key_file: fileOf(flags.key),
    challenge: flags.acme === undefined ? undefined : challengeOf(flags.acme),
    email: flags.acmeEmail,
    terms_agreed: flags.agreeTos,
    directory_url: flags.acmeDirectory,
    ca_file: fileOf(flags.acmeCa),
    http_port: numberOf(flags.acmeHttpPort),
    dns_hook: fileOf(flags.dnsHook),
  })
  if (wanted.success) {
    return wanted.data
  }
  const [issue] = wanted.error.issues
  throw new HomeportError('SETTINGS_001', `${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is not valid'}`.trim())
}

/** undefined: files when they are given, else the own authority. */
function kindOf({ acme, tailscale, ...flags }: RemoteOnFlags): 'acme' | 'tailscale' | undefined {
  if (acme !== undefined && tailscale === true) {
    throw new HomeportError('SETTINGS_001', 'Either --acme or --tailscale: one of them makes the certificate.')
  }
  const details = [
    flags.acmeEmail,
    flags.agreeTos,
    flags.acmeDirectory,
    flags.acmeCa,
    flags.acmeHttpPort,
    flags.dnsHook,
  ]
  if (acme === undefined && details.some((detail) => detail !== undefined)) {
    throw new HomeportError('SETTINGS_001', 'That flag belongs to --acme: say --acme HTTP, ALPN or DNS, too.')
  }
  return acme === undefined ? (tailscale === true ? 'tailscale' : undefined) : 'acme'
}

function challengeOf(text: string): 'http' | 'tls_alpn' | 'dns' {
  const known = Object.entries(challenges).find(([name]) => name === text.toLowerCase())
  if (known === undefined) {
    throw new HomeportError('SETTINGS_001', `--acme takes HTTP, ALPN or DNS, not "${text}".`)
  }
  return known[1]
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text)
}

function fileOf(file: string | undefined): string | undefined {
  return file === undefined ? undefined : path.resolve(file)
}
