import { expect, test } from 'vitest'
import { type UpdateTransport, proxyConfigOf, throughProxy } from '#main/updates/updateProxy.ts'

type Config = Parameters<UpdateTransport['netSession']['setProxy']>[0]
type Login = Parameters<UpdateTransport['on']>[1]

test.each<[string, Record<string, string>, Config]>([
  ['without a proxy the system’s own settings count', {}, { mode: 'system' }],
  [
    'updates go through the proxy of the environment, but for what is to be reached directly',
    { HTTPS_PROXY: 'http://ann:pw@proxy.example:3128', NO_PROXY: 'corp.example, .intern' },
    {
      mode: 'fixed_servers',
      proxyRules: 'https=http://proxy.example:3128',
      proxyBypassRules: 'corp.example,.corp.example,intern,.intern',
    },
  ],
  [
    'each kind of address has its own',
    { http_proxy: 'http://a.example', https_proxy: 'https://b.example:8443' },
    { mode: 'fixed_servers', proxyRules: 'http=http://a.example;https=https://b.example:8443', proxyBypassRules: '' },
  ],
  ['everything may be reached directly', { ALL_PROXY: 'http://a.example', no_proxy: '*' }, { mode: 'direct' }],
])('%s', (_what, env, config) => {
  expect(proxyConfigOf(env)).toEqual(config)
})

test('a proxy that asks for a password is given the one of its address, and nobody else is', async () => {
  const way = new WayDouble()
  await throughProxy(way, { HTTPS_PROXY: 'http://ann:p%40ss@proxy.example:3128' })
  expect(way.config).toMatchObject({ proxyRules: 'https=http://proxy.example:3128' })
  expect(way.answerTo({ isProxy: true, host: 'proxy.example' })).toEqual(['ann', 'p@ss'])
  expect(way.answerTo({ isProxy: true, host: 'other.example' })).toEqual(['', ''])
  expect(way.answerTo({ isProxy: false, host: 'proxy.example' })).toEqual(['', ''])
})

class WayDouble implements UpdateTransport {
  config: Config | null = null
  #login: Login | null = null
  readonly netSession = {
    setProxy: async (config: Config) => {
      this.config = config
    },
  }

  on(_event: 'login', listener: Login): void {
    this.#login = listener
  }

  answerTo(asked: { isProxy: boolean; host: string }): string[] {
    const told: string[] = []
    const info = { ...asked, port: 3128, scheme: 'basic', realm: '' }
    this.#login?.(info, (name, password) => void told.push(name, password))
    return told
  }
}
