import type { Dispatcher } from 'undici'
import { CARRIED_EXTRA_CA, type Environment, EXTRA_CA } from '../environment/ownVariables.ts'
import { extraAuthorities } from './extraAuthorities.ts'
import { isProxyVariable, proxyFor } from './proxies.ts'

/** The part of an answer that is used here; the global `Response` is one. */
export interface OutboundAnswer {
  readonly status: number
  readonly ok: boolean
  readonly headers: { get(name: string): string | null }
  readonly body: (AsyncIterable<Uint8Array> & { cancel(): Promise<void> }) | null
}

export interface OutboundRequest {
  readonly method?: 'GET' | 'POST' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: URLSearchParams | string
  readonly signal: AbortSignal
  /** error: one that leads elsewhere fails. manual: it is an answer as well. Nothing is followed. */
  readonly redirect: 'error' | 'manual'
}

/**
 * `fetch` for requests that leave this machine: through the proxy that the environment names, and believing the
 * authorities of `NODE_EXTRA_CA_CERTS`, which a desktop program and its fuses would leave out. What runs on this
 * machine is always asked directly.
 * @throws HomeportError SETTINGS_001 when the environment names an unusable proxy; otherwise as `fetch` does.
 */
export async function outboundFetch(url: string, request: OutboundRequest, env: Environment): Promise<OutboundAnswer> {
  const proxy = proxyFor(url, env)
  const caFile = env[EXTRA_CA] ?? env[CARRIED_EXTRA_CA] ?? ''
  // With a proxy in its environment a Node that is told to (NODE_USE_ENV_PROXY) would not go directly by itself.
  if (caFile === '' && !Object.keys(env).some(isProxyVariable)) {
    return fetch(url, request)
  }
  const undici = await import('undici')
  const key = `${proxy?.href ?? ''} ${caFile}`
  if (cached?.key !== key) {
    const ca = extraAuthorities(caFile)
    const trust = ca === null ? {} : { ca }
    const dispatcher =
      proxy === null
        ? new undici.Agent({ connect: trust })
        : new undici.ProxyAgent({ uri: proxy.href, requestTls: trust, proxyTls: trust })
    cached = { key, dispatcher }
  }
  return undici.fetch(url, { ...request, dispatcher: cached.dispatcher })
}

/** The last way out, with its open connections: they rarely change. */
let cached: { readonly key: string; readonly dispatcher: Dispatcher } | null = null
