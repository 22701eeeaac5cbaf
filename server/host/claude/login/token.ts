import * as z from 'zod'
import { HomeportError } from '#shared/errors.ts'
import type { TokenValidation } from '#shared/operations/claude.ts'
import type { Environment } from '#server/platform/environment/ownVariables.ts'
import { type OutboundAnswer, outboundFetch } from '#server/platform/outbound/outboundFetch.ts'

export const DEFAULT_API = 'https://api.anthropic.com'

/** The API answers in well under a second; a proxy that swallows requests must not hang the page. */
const TIMEOUT_MS = 15_000

/**
 * Tries a token: its form first, then the API (`GET /v1/models`, which costs nothing). Stores nothing, logs nothing.
 * @throws HomeportError CLAUDE_002 when the API cannot be reached: nothing is known about the token then.
 */
export async function validateToken(token: string, { apiBaseUrl, env }: ApiEndpoint): Promise<TokenValidation> {
  const wrong = formProblem(token)
  if (wrong !== null) {
    return { valid: false, error_message: wrong }
  }
  const base = apiBaseUrl ?? DEFAULT_API
  const response = await ask(base, { token, env })
  if (response.status === 401) {
    return { valid: false, error_message: 'Claude does not accept this token. Check that it is whole and not revoked.' }
  }
  // 403: known, but not allowed to list models (an inference-only token). 429: known, and used up for the moment.
  if (response.ok || response.status === 403 || response.status === 429) {
    return {
      valid: true,
      organization: response.headers.get('anthropic-organization-id'),
      rate_limit: readLimit(response.headers),
    }
  }
  throw new HomeportError(
    'CLAUDE_002',
    `${base} answered ${response.status} instead of checking the token. Nothing was stored; try again later.`,
    { details: { status: response.status } },
  )
}

export interface ApiEndpoint {
  /** null: Anthropic's own. */
  readonly apiBaseUrl: string | null
  /** Names the proxies and authorities on the way there. */
  readonly env: Environment
}

/** What is wrong with a token's form, in words; null when it may be one. */
export function formProblem(token: string): string | null {
  if (/\s/.test(token)) {
    return 'The token contains a blank or a line break. Copy it again, in one piece.'
  }
  if (!token.startsWith('sk-ant-')) {
    return 'This is not a Claude token: one starts with "sk-ant-". Make one in the Claude Console, or with "claude setup-token".'
  }
  return /^[\w-]{12,}$/.test(token)
    ? null
    : 'The token is cut off or holds characters that no token has. Copy it again.'
}

/** A token of a Claude subscription (`claude setup-token`), not an API key. */
export function isOauthToken(token: string): boolean {
  return token.startsWith('sk-ant-oat')
}

async function ask(base: string, { token, env }: { token: string; env: Environment }): Promise<OutboundAnswer> {
  const credential = isOauthToken(token)
    ? { authorization: `Bearer ${token}`, 'anthropic-beta': 'oauth-2025-04-20' }
    : { 'x-api-key': token }
  try {
    const response = await outboundFetch(
      `${base}/v1/models?limit=1`,
      {
        headers: { ...credential, 'anthropic-version': '2023-06-01' },
        signal: AbortSignal.timeout(TIMEOUT_MS),
        // A token must not follow a redirect to another host.
        redirect: 'error',
      },
      env,
    )
    await response.body?.cancel()
    return response
  } catch (cause) {
    throw new HomeportError(
      'CLAUDE_002',
      `${base} could not be reached, so the token could not be checked. Nothing was stored; check the connection and try again.`,
      { cause },
    )
  }
}

function readLimit(headers: OutboundAnswer['headers']): number | null {
  const limit = z.coerce.number().int().positive().safeParse(headers.get('anthropic-ratelimit-requests-limit'))
  return limit.success ? limit.data : null
}
