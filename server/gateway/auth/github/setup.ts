import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { ParamsOf, ResultOf } from '#shared/operations/table.ts'
import type { Clock } from '#server/platform/clock.ts'
import type { LiveSettings } from '#server/platform/settings/liveSettings.ts'
import { createLogger } from '#server/platform/log/log.ts'
import type { Vault } from '#server/platform/vault/vault.ts'
import type { GithubAddress, GithubServer } from './githubApi.ts'
import type { GithubApp } from './redirectFlow.ts'

const log = createLogger('auth')

const VAULT_NAME = 'github_client_secret'

/** A vault that failed is read again after this time only: anybody can open the sign-in page as often as they like. */
const ASK_VAULT_AGAIN_MS = 60_000

/** The secret names its app: one of another app is none. */
const KeptSecret = z.object({ client_id: z.string(), client_secret: z.string() })

/** Which GitHub and which OAuth app people sign in with. */
export interface GithubSetup {
  /** null: not set up. */
  address(): GithubAddress | null
  /** Where GitHub is, set up or not. */
  server(): GithubServer
  status(): Promise<ResultOf<'github.status'>>
  /** With the secret, for the redirect way; null when there is none, or the vault cannot be used. */
  app(): Promise<GithubApp | null>
  /**
   * Changes it, for good and at once.
   * @throws HomeportError SETTINGS_001 when the vault or the settings file cannot be used, or an environment variable
   * says otherwise; nothing is changed then.
   */
  configure(params: ParamsOf<'github.configure'>): Promise<ResultOf<'github.configure'>>
}

export interface GithubSetupDeps {
  readonly clock: Clock
  readonly settings: Pick<LiveSettings, 'current' | 'reading' | 'change'>
  readonly vault: Vault
}

export function createGithubSetup(deps: GithubSetupDeps): GithubSetup {
  let secret: { readonly kept: z.infer<typeof KeptSecret> | null; readonly until: number } | null = null

  const address = (): GithubAddress | null => {
    const { client_id, base_url, api_url } = deps.settings.current().github
    return client_id === null ? null : { client_id, base_url, api_url }
  }

  const keptSecret = async (): Promise<z.infer<typeof KeptSecret> | null> => {
    if (secret === null || secret.until <= deps.clock.monotonic()) {
      const kept = await readSecret(deps.vault)
      const isFailure = kept === 'unreadable'
      const until = isFailure ? deps.clock.monotonic() + ASK_VAULT_AGAIN_MS : Number.POSITIVE_INFINITY
      secret = { kept: isFailure ? null : kept, until }
    }
    return secret.kept
  }

  const app = async (): Promise<GithubApp | null> => {
    const found = address()
    const kept = found === null ? null : await keptSecret()
    return found !== null && kept?.client_id === found.client_id
      ? { ...found, client_secret: kept.client_secret }
      : null
  }

  const status = async (): Promise<ResultOf<'github.status'>> => {
    const { client_id, base_url } = deps.settings.current().github
    return {
      client_id,
      has_secret: (await app()) !== null,
      host: new URL(base_url).host,
      apps_url: `${base_url}/settings/developers`,
      fixed_by: fixedBy(deps.settings),
    }
  }

  return {
    address,
    server: () => {
      const { base_url, api_url } = deps.settings.current().github
      return { base_url, api_url }
    },
    app,
    status,
    configure: async ({ client_id, client_secret }) => {
      assertFree(deps.settings, client_id)
      if (client_secret !== undefined) {
        await keepSecret(deps.vault, { client_id, client_secret })
      }
      deps.settings.change({ 'github.client_id': client_id })
      secret = null
      return status()
    },
  }
}

/** @throws HomeportError SETTINGS_001 when the environment names another app: it wins, whatever the file says. */
function assertFree(settings: GithubSetupDeps['settings'], clientId: string | null): void {
  const variable = fixedBy(settings)
  if (variable !== null && settings.current().github.client_id !== clientId) {
    throw new HomeportError(
      'SETTINGS_001',
      `The environment variable ${variable} names the GitHub app, and it wins. Nothing was changed; take it away and start Homeport again.`,
      { details: { problem: 'fixed', key: 'github.client_id' } },
    )
  }
}

/** The environment variable that names the app; null: none does. */
function fixedBy(settings: GithubSetupDeps['settings']): string | null {
  const origin = settings.reading().origins['github.client_id']
  return origin.kind === 'environment' ? origin.name : null
}

async function keepSecret(
  vault: Vault,
  { client_id, client_secret }: { readonly client_id: string | null; readonly client_secret: string },
): Promise<void> {
  if (client_id === null) {
    throw new HomeportError('WS_002', 'client_secret: belongs to a client_id; without one there is nothing to keep.')
  }
  await vault.set(VAULT_NAME, JSON.stringify({ client_id, client_secret } satisfies z.infer<typeof KeptSecret>))
}

async function readSecret(vault: Vault): Promise<z.infer<typeof KeptSecret> | null | 'unreadable'> {
  try {
    const kept = await vault.get(VAULT_NAME)
    return kept === null ? null : KeptSecret.parse(JSON.parse(kept))
  } catch (error) {
    log.warn('the GitHub client secret cannot be read; people sign in by code', { error })
    return 'unreadable'
  }
}
