import { describe, expect, test } from 'vitest'
import { isLoopback, proxyFor, withLoopbackDirect } from '#server/platform/outbound/proxies.ts'

const PROXY = 'http://proxy.example:3128'

describe('which proxy a request goes through', () => {
  test.each([
    ['https://api.anthropic.com/v1', { HTTPS_PROXY: PROXY }],
    ['https://api.anthropic.com/v1', { https_proxy: PROXY, HTTPS_PROXY: 'http://other:1' }],
    ['http://gateway.example', { HTTP_PROXY: PROXY, HTTPS_PROXY: 'http://other:1' }],
    ['https://api.github.com', { ALL_PROXY: PROXY }],
    ['https://api.github.com', { HTTPS_PROXY: 'proxy.example:3128' }],
    ['https://api.github.com', { HTTPS_PROXY: PROXY, NO_PROXY: 'hub.com,.example, api.github.com:8443' }],
  ])('%s with %j: the one that is named', (address, env) => {
    expect(proxyFor(address, env)?.host).toBe('proxy.example:3128')
  })

  test.each([
    ['http://127.0.0.1:4170', {}],
    ['http://127.8.9.10', {}],
    ['http://localhost:4170', {}],
    ['http://api.localhost', {}],
    ['http://[::1]:4170', {}],
    ['https://api.github.com', { NO_PROXY: 'github.com' }],
    ['https://api.github.com', { no_proxy: 'x, *.github.com' }],
    ['https://api.github.com', { NO_PROXY: '*' }],
    ['https://api.github.com:8443', { NO_PROXY: 'api.github.com:8443' }],
    ['https://10.0.0.5', { NO_PROXY: '10.0.0.5' }],
    ['https://[fd00::5]', { NO_PROXY: 'fd00::5' }],
    ['https://[fd00::5]:444', { NO_PROXY: '[fd00::5]:444' }],
  ])('%s with %j: none', (address, env) => {
    expect(proxyFor(address, { HTTP_PROXY: PROXY, HTTPS_PROXY: PROXY, ...env })).toBeNull()
  })

  test('no variable, or an empty one, names none', () => {
    expect(proxyFor('https://api.github.com', {})).toBeNull()
    expect(proxyFor('https://api.github.com', { HTTPS_PROXY: ' ' })).toBeNull()
    expect(proxyFor('https://api.github.com', { HTTP_PROXY: PROXY })).toBeNull()
  })

  test.each(['socks5://proxy:1080', 'http://', '::', 'http://a b'])(
    '%j is refused by the name of its variable',
    (value) => {
      expect(() => proxyFor('https://api.github.com', { HTTPS_PROXY: value })).toThrow('HTTPS_PROXY')
    },
  )
})

describe('what Claude Code and its tools reach on this machine', () => {
  test('is reached without the proxy, beside what the person named', () => {
    const list = 'corp.example,localhost,127.0.0.1,::1,[::1]'
    expect(withLoopbackDirect({ HTTPS_PROXY: PROXY, no_proxy: 'corp.example', A: '1' })).toEqual({
      HTTPS_PROXY: PROXY,
      A: '1',
      NO_PROXY: list,
      no_proxy: list,
    })
  })

  test('nothing is added where there is no proxy, or nothing goes through it', () => {
    expect(withLoopbackDirect({ A: '1' })).toEqual({ A: '1' })
    expect(withLoopbackDirect({ http_proxy: PROXY, NO_PROXY: '*' })['NO_PROXY']).toBe('*')
  })

  test('names of others are not this machine', () => {
    expect(['localhost.example.org', '128.0.0.1', '::2', 'mylocalhost'].filter(isLoopback)).toEqual([])
  })
})
