import { expect, test } from 'vitest'
import { noCookies } from '#server/gateway/kernel/requests/cookie.ts'
import { codeOf, type GithubWorld, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import {
  type RemoteListener,
  type TlsAnswer,
  askLocally,
  askRemotely,
  openRemote,
} from '#test/support/gateway/remote.ts'
import { openSocket } from '#test/support/gateway/socket.ts'

interface Here extends GithubWorld {
  readonly listener: RemoteListener
}

/** Account 1 is the owner's own; account 2 is nobody's. The remote listener is open. */
async function world(): Promise<Here> {
  const made = await startGithubWorld({ interval: 0 })
  await made.local('account.allow', { github_id: 1, role: 'owner' })
  return { ...made, listener: await openRemote(made) }
}

/** As the page does that came from the remote listener. */
async function post({ listener }: Here, address: string, body: object): Promise<TlsAnswer> {
  const headers = { 'content-type': 'application/json', origin: listener.url }
  return askRemotely(listener, address, { method: 'POST', headers, body: JSON.stringify(body) })
}

const errorCode = ({ body }: TlsAnswer) => (JSON.parse(body) as { error: { code: string } }).error.code

async function enterByCode(here: Here, account: number): Promise<TlsAnswer> {
  const begun = await post(here, '/auth/github/device', {})
  expect(begun.status).toBe(200)
  const { device_code, user_code } = JSON.parse(begun.body) as { device_code: string; user_code: string }
  here.github.devices.settle(user_code, { account })
  return post(here, '/auth/github/device/poll', { device_code })
}

function sessionCookie({ headers }: TlsAnswer): string {
  return headers['set-cookie']?.findLast((cookie) => cookie.startsWith('__Host-homeport_session_')) ?? ''
}

/** A browser far away in which the owner signed in by code. */
async function ownerFarAway(here: Here) {
  const done = await enterByCode(here, 1)
  const { status, access_token } = JSON.parse(done.body) as { status: string; access_token: string }
  expect(status).toBe('complete')
  const setCookie = sessionCookie(done)
  return { setCookie, cookie: setCookie.split(';')[0] ?? '', access_token }
}

test('the owner signs in by code from elsewhere, sees their sessions, and is out once disallowed', async () => {
  const here = await world()
  const { listener } = here
  const session = here.host.addSession(here.gateway.owner.user_id)
  const { setCookie, cookie, access_token } = await ownerFarAway(here)
  expect(setCookie).toMatch(/; Max-Age=\d+; .*HttpOnly; Secure; SameSite=Strict$/)
  const listed = await askRemotely(listener, '/api/sessions', { headers: { cookie } })
  expect(listed.status).toBe(200)
  expect(listed.body).toContain(session.id)
  const socket = await openSocket(listener.wsUrl, { cookie, origin: listener.url }, { ca: listener.ca })
  expect((await socket.ask('ping')).type).toBe('pong')

  await here.local('account.disallow', { github_id: 1 })
  expect((await socket.closed()).code).toBe(4401)
  for (const credential of [{ cookie }, { authorization: `Bearer ${access_token}` }]) {
    expect((await askRemotely(listener, '/api/sessions', { headers: credential })).status).toBe(401)
  }
  expect(errorCode(await enterByCode(here, 1))).toBe('AUTH_004')
})

test('an owner from GitHub is never the machine itself, through neither listener', async () => {
  const here = await world()
  const { listener } = here
  const { cookie, access_token } = await ownerFarAway(here)
  for (const credential of [{ cookie }, { authorization: `Bearer ${access_token}` }]) {
    for (const [method, address] of [
      ['GET', '/api/remote'],
      ['DELETE', '/api/remote'],
      ['POST', '/api/panic'],
    ] as const) {
      const sent = method === 'POST' ? { body: {} } : {}
      const far = await askRemotely(listener, address, {
        method,
        headers: { ...credential, origin: listener.url, 'content-type': 'application/json' },
        ...(method === 'POST' ? { body: '{}' } : {}),
      })
      expect([address, far.status, errorCode(far)]).toEqual([address, 403, 'AUTH_006'])
      const near = await here.ask(method, address, { headers: { ...credential, origin: here.url }, ...sent })
      expect([address, near.status, codeOf(near)]).toEqual([address, 403, 'AUTH_006'])
    }
  }
  const { cookie: local } = await here.signIn()
  expect((await here.ask('GET', '/api/remote', { headers: { cookie: local } })).status).toBe(200)
})

test('they make no tokens and no sign-in links, and allow nobody', async () => {
  const here = await world()
  const { cookie } = await ownerFarAway(here)
  const { devices } = JSON.parse((await askRemotely(here.listener, '/api/devices', { headers: { cookie } })).body) as {
    devices: { id: string; current: boolean }[]
  }
  const id = devices.find(({ current }) => current)?.id ?? ''
  const identity = {
    actor: here.gateway.owner,
    scopes: ['read', 'drive', 'manage'],
    credential: { kind: 'sign_in', id },
  } as const
  const caller = { kind: 'signed_in', identity, listener: 'remote' } as const
  const origin = { address: '203.0.113.7', user_agent: '', request_id: null }
  const call = { caller, cookies: noCookies, base_url: here.listener.url, ...origin }
  for (const [name, params] of [
    ['access_token.create', { name: 'mine', scopes: ['manage'] }],
    ['sign_in_link.create', {}],
    ['account.allow', { github_id: 2, role: 'owner' }],
    ['github.configure', { client_id: null }],
    ['remote.off', {}],
  ] as const) {
    await expect(here.gateway.dispatch.run(name, params, call)).rejects.toMatchObject({ code: 'AUTH_006' })
  }
})

test('a click at GitHub leads back to the address the browser came from, with cookies for TLS only', async () => {
  const here = await world()
  const { listener } = here
  const begun = await askRemotely(listener, '/auth/github')
  const url = String(begun.headers.location)
  expect(new URL(url).searchParams.get('redirect_uri')).toBe(`${listener.url}/auth/github/callback`)
  const passing = begun.headers['set-cookie']?.[0] ?? ''
  expect(passing).toMatch(/; Secure; SameSite=Lax$/)
  const back = here.github.decide(url, 'approve')
  const came = await askRemotely(listener, `${back.pathname}${back.search}`, {
    headers: { cookie: passing.split(';')[0] ?? '', 'sec-fetch-site': 'cross-site' },
  })
  expect([came.status, came.headers.location]).toEqual([303, '/'])
  const cookie = sessionCookie(came)
  expect(cookie).toMatch(/; Secure; SameSite=Strict$/)
  const profile = await askRemotely(listener, '/api/user/profile', { headers: { cookie: cookie.split(';')[0] ?? '' } })
  expect(JSON.parse(profile.body)).toMatchObject({ github_id: 1, role: 'owner' })
})

test('a stranger who tries on is soon told to wait', async () => {
  const here = await world()
  const codes: string[] = []
  for (let attempt = 0; attempt < 30 && codes.at(-1) !== 'RATE_001'; attempt += 1) {
    codes.push(errorCode(await post(here, '/auth/github/callback', { code: 'x', state: 'y' })))
  }
  expect(codes[0]).toBe('AUTH_001')
  expect(codes.at(-1)).toBe('RATE_001')
})

test('panic signs out everybody who came with GitHub, through whichever listener, and nobody at the machine', async () => {
  const here = await world()
  const far = await ownerFarAway(here)
  const near = await here.signInAs(1)
  const machine = await here.signIn()
  expect(await askLocally(here, 'server.panic', {})).toMatchObject({ revoked_devices: 2 })
  const status = async (cookie: string) => (await here.ask('GET', '/api/user/profile', { headers: { cookie } })).status
  expect([await status(far.cookie), await status(near.cookie), await status(machine.cookie)]).toEqual([401, 401, 200])
})

test('panic ends a sign-in whose refresh token was traded from elsewhere, before anything was done with it', async () => {
  const here = await world()
  const { cookie } = await here.signIn()
  const mine = await here.ask('POST', '/auth/refresh', { headers: { cookie, origin: here.url }, body: {} })
  const { refresh_token } = mine.body as { refresh_token: string }
  const traded = await post(here, '/auth/refresh', { refresh_token })
  expect(traded.status).toBe(200)
  expect(await askLocally(here, 'server.panic', {})).toMatchObject({ revoked_devices: 1 })
  const { access_token } = JSON.parse(traded.body) as { access_token: string }
  expect((await here.ask('GET', '/api/user/profile', { token: access_token })).status).toBe(401)
})
