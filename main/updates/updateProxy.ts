import type { AuthInfo, ProxyConfig } from 'electron'
import { type Environment, noProxyEntries, proxyFor } from '#server/index.ts'

/** The part of electron-updater that configures its network requests. */
export interface UpdateTransport {
  readonly netSession: { setProxy(config: ProxyConfig): Promise<void> }
  on(event: 'login', listener: (asked: AuthInfo, answer: (name: string, password: string) => void) => void): unknown
}

/** Stands for any update server: which one it will be is not known yet. */
const ANYWHERE = { http: 'http://updates.invalid', https: 'https://updates.invalid' }

/**
 * The proxy configuration for Chromium, which does not read the environment on most systems. Without a proxy in the
 * environment the system's settings apply. Chromium never uses a proxy for this machine itself.
 * @throws HomeportError SETTINGS_001 when the environment names an unusable proxy.
 */
export function proxyConfigOf(env: Environment): ProxyConfig {
  const rules = proxiesOf(env).map(({ scheme, proxy }) => `${scheme}=${proxy.protocol}//${proxy.host}`)
  if (rules.length === 0) {
    return { mode: 'system' }
  }
  const entries = noProxyEntries(env)
  if (entries.includes('*')) {
    return { mode: 'direct' }
  }
  // In Chromium a name matches itself only; in NO_PROXY also its subdomains.
  const direct = entries.map((entry) => entry.replace(/^\*?\./, '')).flatMap((name) => [name, `.${name}`])
  return { mode: 'fixed_servers', proxyRules: rules.join(';'), proxyBypassRules: direct.join(',') }
}

/** Sends requests for updates through the person's proxy, with the name and password that its address holds. */
export async function throughProxy<W extends UpdateTransport>(way: W, env: Environment): Promise<W> {
  await way.netSession.setProxy(proxyConfigOf(env))
  way.on('login', ({ isProxy, host }, answer) => {
    const asking = isProxy ? proxiesOf(env).find(({ proxy }) => proxy.hostname === host)?.proxy : undefined
    // Answers also without credentials: a request that gets no answer waits for ever.
    answer(decodeURIComponent(asking?.username ?? ''), decodeURIComponent(asking?.password ?? ''))
  })
  return way
}

function proxiesOf(env: Environment): { readonly scheme: string; readonly proxy: URL }[] {
  return Object.entries(ANYWHERE).flatMap(([scheme, address]) => {
    const proxy = proxyFor(address, { ...env, no_proxy: '', NO_PROXY: '' })
    return proxy === null ? [] : [{ scheme, proxy }]
  })
}
