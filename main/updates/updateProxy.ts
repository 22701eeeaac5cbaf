import type { AuthInfo, ProxyConfig } from 'electron'
import { type Environment, noProxyEntries, proxyFor } from '#server/index.ts'

/** The part of electron-updater by which requests for updates find their way out. */
export interface UpdateWay {
  readonly netSession: { setProxy(config: ProxyConfig): Promise<void> }
  on(event: 'login', listener: (asked: AuthInfo, answer: (name: string, password: string) => void) => void): unknown
}

/** Stands for every server of updates: which of them it will be is not known yet. */
const ANYWHERE = { http: 'http://updates.invalid', https: 'https://updates.invalid' }

/**
 * In Chromium's words, which reads no environment by itself on most systems. Without a proxy in the environment the
 * system's own settings count. This machine is never asked through one; Chromium sees to that.
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
  // There a name means itself alone, here also what is below it.
  const direct = entries.map((entry) => entry.replace(/^\*?\./, '')).flatMap((name) => [name, `.${name}`])
  return { mode: 'fixed_servers', proxyRules: rules.join(';'), proxyBypassRules: direct.join(',') }
}

/** Sends requests for updates through the person's proxy, with the name and password that its address holds. */
export async function throughProxy<W extends UpdateWay>(way: W, env: Environment): Promise<W> {
  await way.netSession.setProxy(proxyConfigOf(env))
  way.on('login', ({ isProxy, host }, answer) => {
    const asking = isProxy ? proxiesOf(env).find(({ proxy }) => proxy.hostname === host)?.proxy : undefined
    // Nothing is an answer too: a request that gets none waits for ever.
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
