import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { startTestGateway } from '#test/support/gateway/gateway.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

/** `fetch` sets `Host` and `Origin` itself; attackers do not. */
async function rawStatus(url: string, headers: Record<string, string>, method = 'GET'): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers }, (answer) => {
      answer.resume()
      resolve(answer.statusCode ?? 0)
    })
    sent.once('error', reject)
    sent.end()
  })
}

describe('the Host header', () => {
  test('of this machine is served, under each of its names', async () => {
    const { url } = await startTestGateway()
    const { port } = new URL(url)
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `LOCALHOST:${port}`, `[::1]:${port}`]) {
      expect(await rawStatus(`${url}/live`, { host })).toBe(200)
    }
  })

  test('of another name is refused, so that rebinding a name to us gains nothing', async () => {
    const { url, signIn } = await startTestGateway({ page: '<p>secret page</p>' })
    const { port } = new URL(url)
    const { cookie } = await signIn()
    for (const host of [`evil.example:${port}`, 'evil.example', '127.0.0.1', `127.0.0.1.evil.example:${port}`]) {
      expect(await rawStatus(`${url}/`, { host })).toBe(403)
      expect(await rawStatus(`${url}/api/sessions`, { host, cookie })).toBe(403)
    }
  })
})

describe('the Origin header', () => {
  test('of another page is refused, with any credential and for any method', async () => {
    const { url, signIn } = await startTestGateway()
    const { cookie, token } = await signIn()
    const bad = [
      'http://evil.example',
      'null',
      url.replace('http:', 'https:'),
      url.replace(/:\d+$/, ':1'),
      `${url}.evil.example`,
    ]
    for (const origin of bad) {
      expect(await rawStatus(`${url}/api/sessions`, { origin, cookie })).toBe(403)
      expect(await rawStatus(`${url}/api/sessions`, { origin, authorization: `Bearer ${token}` })).toBe(403)
      expect(await rawStatus(`${url}/auth/local`, { origin }, 'POST')).toBe(403)
    }
  })

  test('must be there when a cookie changes something', async () => {
    const { url, signIn } = await startTestGateway()
    const { cookie } = await signIn()
    expect(await rawStatus(`${url}/auth/revoke`, { cookie }, 'POST')).toBe(403)
    expect(await rawStatus(`${url}/auth/revoke`, { cookie, origin: url }, 'POST')).toBe(200)
  })

  test('may be absent for programs with a bearer token', async () => {
    const { url, signIn } = await startTestGateway()
    const { token } = await signIn()
    expect(await rawStatus(`${url}/auth/revoke`, { authorization: `Bearer ${token}` }, 'POST')).toBe(200)
  })
})

test('what a browser fetches for another page is refused even without an Origin', async () => {
  const { url, signIn } = await startTestGateway()
  const { cookie } = await signIn()
  for (const site of ['cross-site', 'same-site']) {
    expect(await rawStatus(`${url}/api/sessions`, { cookie, 'sec-fetch-site': site })).toBe(403)
  }
  expect(await rawStatus(`${url}/api/sessions`, { cookie, 'sec-fetch-site': 'same-origin' })).toBe(200)
})

describe('upgrades', () => {
  test('need the origin of this very page when they carry a cookie', async () => {
    const { url, wsUrl, signIn } = await startTestGateway()
    const { cookie } = await signIn()
    await expect(openSocket(wsUrl, { cookie })).rejects.toThrow('403')
    await expect(openSocket(wsUrl, { cookie, origin: 'http://evil.example' })).rejects.toThrow('403')
    await expect(openSocket(wsUrl, { cookie, origin: 'null' })).rejects.toThrow('403')
    const socket = await openSocket(wsUrl, { cookie, origin: url })
    expect((await socket.next((frame) => frame.type === 'auth_success')).data).toMatchObject({ protocol_version: 1 })
  })

  test('of programs need none, but never a foreign one', async () => {
    const { wsUrl, personalToken } = await startTestGateway()
    const { token } = await personalToken(['read'])
    const authorization = `Bearer ${token}`
    const socket = await openSocket(wsUrl, { authorization })
    expect((await socket.ask('ping')).type).toBe('pong')
    await expect(openSocket(wsUrl, { authorization, origin: 'http://evil.example' })).rejects.toThrow('403')
    await expect(openSocket(wsUrl, { host: 'evil.example', authorization })).rejects.toThrow('403')
  })

  test('with anything in the address are refused', async () => {
    const { wsUrl } = await startTestGateway()
    await expect(openSocket(`${wsUrl}?token=x`)).rejects.toThrow('400')
    await expect(openSocket(wsUrl.replace('/ws', '/other'))).rejects.toThrow('400')
  })
})
