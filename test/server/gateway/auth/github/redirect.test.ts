import { readFileSync } from 'node:fs'
import path from 'node:path'
import legacyUrl from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { CLIENT_SECRET } from '#test/fakes/github/github.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { codeOf, sessionCookieOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { MemoryVault } from '#server/platform/vault/memoryVault.ts'

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

test('an allowed account signs in: tokens for programs, a cookie for the browser, the shape of the API’s reference', async () => {
  const { ask, local, enter } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const answer = await enter(1)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    access_token: expect.stringMatching(/^eyJ/),
    refresh_token: expect.stringMatching(/^hp_rt_/),
    expires_in: 900,
    user: {
      id: expect.any(String),
      github_id: 1,
      username: 'octocat',
      avatar_url: 'https://avatars.example.test/u/1',
      email: 'octocat@example.test',
      role: 'member',
    },
  })
  const cookie = sessionCookieOf(answer)
  expect(answer.headers.getSetCookie().at(-1)).toMatch(/; Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict$/)
  const { access_token, refresh_token } = answer.body as Record<string, string>
  for (const credential of [{ headers: { cookie } }, { token: access_token ?? '' }]) {
    expect((await ask('GET', '/api/user/profile', credential)).body).toMatchObject({ username: 'octocat' })
  }
  expect((await ask('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(200)
})

test('a sign-in reads no address the way that Node warns of (DEP0169)', async () => {
  const { local, signInAs } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const parse = vi.spyOn(legacyUrl, 'parse')
  onTestFinished(() => parse.mockRestore())
  await signInAs(1)
  expect(parse).not.toHaveBeenCalled()
})

test('a browser is sent to GitHub with state and PKCE, and comes back signed in, to the page', async () => {
  const { ask, local, begin, github, url } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const begun = await begin()
  const asked = new URL(begun.url)
  expect(asked.origin + asked.pathname).toBe(`${github.url}/login/oauth/authorize`)
  expect(Object.fromEntries(asked.searchParams)).toEqual({
    client_id: 'Iv1.homeport',
    response_type: 'code',
    redirect_uri: `${url}/auth/github/callback`,
    scope: 'user:email',
    state: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: 'S256',
  })
  const back = github.decide(begun.url, 'approve')
  const headers = { cookie: begun.cookie, ...html, 'sec-fetch-site': 'cross-site' }
  const done = await ask('GET', `${back.pathname}${back.search}`, { headers })
  expect([done.status, done.headers.get('location')]).toEqual([303, '/'])
  const cookie = sessionCookieOf(done)
  expect((await ask('GET', '/api/user/profile', { headers: { cookie } })).status).toBe(200)
})

test('the cookie of a begun sign-in goes nowhere else, ends soon, and is used once', async () => {
  const { ask, begin, local, github } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const set = (await ask('GET', '/auth/github')).headers.getSetCookie()
  expect(set).toEqual([
    expect.stringMatching(/^homeport_github_\w{8}=[\w.-]+; Max-Age=600; Path=\/auth\/github; HttpOnly; SameSite=Lax$/),
  ])
  const { url, cookie } = await begin()
  const back = github.decide(url, 'approve').searchParams
  const answer = await ask('POST', '/auth/github/callback', {
    headers: { cookie },
    body: { code: back.get('code'), state: back.get('state') },
  })
  expect(answer.headers.getSetCookie()[0]).toContain('Max-Age=0')
})

test('nobody finishes what another browser began', async () => {
  const { ask, local, begin, github } = await startGithubWorld({ clock: new FakeClock() })
  await local('account.allow', { github_id: 1 })
  const [mine, other] = [await begin(), await begin()]
  const back = github.decide(mine.url, 'approve').searchParams
  const body = { code: back.get('code'), state: back.get('state') }
  const cases = [
    [{}, body],
    [{ cookie: other.cookie }, body],
    [{ cookie: mine.cookie }, { ...body, state: 'x'.repeat(43) }],
    [{ cookie: `${mine.cookie.split('=')[0]}=nonsense` }, body],
  ] as const
  for (const [headers, sent] of cases) {
    const answer = await ask('POST', '/auth/github/callback', { headers, body: sent })
    expect([answer.status, codeOf(answer), sessionCookieOf(answer)]).toEqual([401, 'AUTH_001', ''])
  }
  expect(github.seen.filter((request) => request.path === '/login/oauth/access_token')).toEqual([])
})

test('a stolen code is worth nothing without the verifier of the browser that began', async () => {
  const { ask, local, begin, github } = await startGithubWorld()
  await local('account.allow', { github_id: 1 })
  const [victim, thief] = [await begin(), await begin()]
  const stolen = github.decide(victim.url, 'approve').searchParams.get('code')
  const state = new URL(thief.url).searchParams.get('state')
  const answer = await ask('POST', '/auth/github/callback', {
    headers: { cookie: thief.cookie },
    body: { code: stolen, state },
  })
  expect([answer.status, codeOf(answer)]).toEqual([401, 'AUTH_001'])
})

test('who refuses at GitHub, or has no business here, lands on the page with the reason', async () => {
  const { ask, begin, github } = await startGithubWorld()
  const refused = github.decide((await begin()).url, 'deny')
  const denied = await ask('GET', `${refused.pathname}${refused.search}`, { headers: html })
  expect([denied.status, denied.headers.get('location')]).toEqual([303, '/#sign_in_problem=AUTH_001'])
  const { url, cookie } = await begin()
  const back = github.decide(url, 'approve')
  const stranger = await ask('GET', `${back.pathname}${back.search}`, { headers: { cookie, ...html } })
  expect(stranger.headers.get('location')).toBe('/#sign_in_problem=AUTH_004')
  expect(sessionCookieOf(stranger)).toBe('')
  for (const query of ['', '?code=x', '?state=x', '?code=a&code=b&state=c', `?code=${'x'.repeat(600)}&state=c`]) {
    const answer = await ask('GET', `/auth/github/callback${query}`)
    expect([query.slice(0, 30), answer.status, codeOf(answer)]).toEqual([query.slice(0, 30), 401, 'AUTH_001'])
  }
})

test('an account that is not on the list is told its number and who can let it in, and gets nothing', async () => {
  const { enter } = await startGithubWorld()
  const answer = await enter(2)
  expect([answer.status, codeOf(answer), sessionCookieOf(answer)]).toEqual([403, 'AUTH_004', ''])
  expect((answer.body as { error: { message: string } }).error.message).toContain('homeport allow 2')
})

test('an address that is kept private keeps nobody out', async () => {
  const { local, signInAs } = await startGithubWorld()
  await local('account.allow', { github_id: 2 })
  expect((await signInAs(2)).user).toMatchObject({ username: 'hubot', email: null })
})

test.each([
  ['down', { kind: 'status', status: 503 }, 502, 'AUTH_007'],
  ['hanging up', { kind: 'hang_up' }, 502, 'AUTH_007'],
  ['talking nonsense about people', { kind: 'nonsense', on: '/api' }, 502, 'AUTH_007'],
  ['endless', { kind: 'endless', on: '/api' }, 502, 'AUTH_007'],
  ['sending us elsewhere', { kind: 'redirect', to: 'http://127.0.0.1:1/', on: '/api' }, 502, 'AUTH_007'],
  ['tired of us', { kind: 'rate_limit', seconds: 77, on: '/api' }, 429, 'RATE_001'],
  ['refusing its own token', { kind: 'status', status: 401, on: '/api' }, 401, 'AUTH_001'],
] as const)(
  'a GitHub that is %s signs nobody in, and the answer says which it is',
  async (_word, trouble, ...expected) => {
    const { local, github, begin, ask } = await startGithubWorld()
    await local('account.allow', { github_id: 1 })
    const { url, cookie } = await begin()
    const back = github.decide(url, 'approve').searchParams
    github.trouble = trouble
    const answer = await ask('POST', '/auth/github/callback', {
      headers: { cookie },
      body: { code: back.get('code'), state: back.get('state') },
    })
    expect([answer.status, codeOf(answer), sessionCookieOf(answer)]).toEqual([...expected, ''])
  },
)

test('without a client secret the redirect way says what to do, and is not offered', async () => {
  const { ask } = await startGithubWorld({ secret: false })
  expect((await ask('GET', '/auth/methods')).body).toMatchObject({ github: { device: true, redirect: false } })
  const refused = await ask('GET', '/auth/github')
  expect([refused.status, codeOf(refused)]).toEqual([400, 'SETTINGS_001'])
  expect((await ask('GET', '/auth/github', { headers: html })).headers.get('location')).toContain('SETTINGS_001')
})

test('the client secret rests in the vault and nowhere else; GitHub’s tokens are not kept at all', async () => {
  const vault = new MemoryVault()
  const { folder, github, local, signInAs } = await startGithubWorld({ vault })
  await local('account.allow', { github_id: 1 })
  await signInAs(1)
  expect(await vault.get('github_client_secret')).toContain(CLIENT_SECRET)
  const stored = ['homeport.db', 'homeport.db-wal', 'settings.yaml']
    .map((name) => readFileSync(path.join(folder, name), 'latin1'))
    .join()
  expect(stored).toContain('Iv1.homeport')
  expect(stored).not.toContain(CLIENT_SECRET)
  expect(stored).not.toContain('gho_')
  for (const { path: asked, query } of github.seen) {
    expect(`${asked}?${query.toString()}`).not.toMatch(/gho_|client-secret/)
  }
})

test('failing again and again is slowed down, before GitHub is bothered', async () => {
  const { ask, github } = await startGithubWorld({ clock: new FakeClock() })
  const wrong = () => ask('POST', '/auth/github/callback', { body: { code: 'x', state: 'y' } })
  for (let attempt = 0; attempt < 6; attempt += 1) {
    expect(codeOf(await wrong())).toBe('AUTH_001')
  }
  const refused = await wrong()
  expect([refused.status, codeOf(refused)]).toEqual([429, 'RATE_001'])
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(github.seen).toEqual([])
})

test('another page cannot begin a sign-in here', async () => {
  const { ask } = await startGithubWorld()
  const answer = await ask('GET', '/auth/github', { headers: { 'sec-fetch-site': 'cross-site' } })
  expect([answer.status, codeOf(answer)]).toEqual([403, 'AUTH_006'])
})
