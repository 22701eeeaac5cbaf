import { CREDENTIALS } from '../install/environment.ts'

type Environment = Readonly<Record<string, string | undefined>>

export interface PinFacts {
  /** Whether Homeport hands a token over. */
  readonly hasToken: boolean
  readonly apiBaseUrl: string | null
  /** What the host was started with. */
  readonly env: Environment
  /** `env` in the person's own `~/.claude/settings.json`. */
  readonly personal: Environment
  /** The variables that the folder sets. */
  readonly foreign: readonly string[]
}

/**
 * What a project's `env` may not say: where Claude Code's requests go, through whom, whose certificates it trusts, and
 * with which key. Settings on the command line win over those files (measured), so it is said there, as the person set
 * it. A trusted folder cannot send a token elsewhere either.
 *
 * The address is always pinned, with a token of Homeport's to the configured one alone. The rest is pinned where a folder
 * sets it, since an empty variable is not for every tool the same as none. A value that holds a password does not go into
 * arguments: then nothing counts, and requests fail rather than take the folder's way.
 */
export function pinnedEnvironment({ hasToken, apiBaseUrl, env, personal, foreign }: PinFacts): Record<string, string> {
  const own = (name: string) => personal[name] ?? env[name] ?? ''
  const pinned: Record<string, string> = {}
  for (const name of foreign) {
    // Windows knows no case in the names of variables, and some programs do not either.
    const known = name.toUpperCase()
    if (ROUTES.has(known)) {
      pinned[name] = withoutPassword(own(name))
    } else if (ADDRESSES.has(known)) {
      pinned[name] = hasToken ? '' : own(name)
    }
  }
  const address = apiBaseUrl ?? (hasToken ? '' : own('ANTHROPIC_BASE_URL'))
  pinned['ANTHROPIC_BASE_URL'] = address === '' ? ANTHROPIC : address
  return hasToken ? { ...pinned, ...Object.fromEntries([...CREDENTIALS].map((name) => [name, ''])) } : pinned
}

/** What Claude Code takes where nothing is said. */
const ANTHROPIC = 'https://api.anthropic.com'

function withoutPassword(value: string): string {
  return value.includes('@') ? '' : value
}

/** Other places that requests could go to, and what travels with them. */
const ADDRESSES = new Set([
  'ANTHROPIC_AWS_BASE_URL',
  'ANTHROPIC_BASE_URL',
  'ANTHROPIC_BEDROCK_BASE_URL',
  'ANTHROPIC_BEDROCK_MANTLE_BASE_URL',
  'ANTHROPIC_FOUNDRY_BASE_URL',
  'ANTHROPIC_FOUNDRY_RESOURCE',
  'ANTHROPIC_GOOGLE_CLOUD_BASE_URL',
  'ANTHROPIC_UNIX_SOCKET',
  'ANTHROPIC_VERTEX_BASE_URL',
  'CLAUDE_CODE_API_BASE_URL',
])

/** Proxies, certificates, and what is run inside Claude Code's own process. */
const ROUTES = new Set([
  'ALL_PROXY',
  'ANTHROPIC_CUSTOM_HEADERS',
  'BUN_OPTIONS',
  'CLAUDE_CODE_CERT_STORE',
  'CLAUDE_CODE_CLIENT_CERT',
  'CLAUDE_CODE_CLIENT_KEY',
  'CLAUDE_CODE_HTTPS_PROXY',
  'CLAUDE_CODE_HTTP_PROXY',
  'HTTPS_PROXY',
  'HTTP_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NODE_TLS_REJECT_UNAUTHORIZED',
  'NO_PROXY',
  'SSL_CERT_DIR',
  'SSL_CERT_FILE',
])
