import { expect, test } from 'vitest'
import { startGithubWorld } from '#test/support/gateway/githubWorld.ts'

/** The owner's browser at the machine itself. */
async function panel(options: Parameters<typeof startGithubWorld>[0] = {}) {
  const world = await startGithubWorld(options)
  const { cookie, token } = await world.signIn()
  const headers = { cookie, origin: world.url }
  const ask = async (method: string, path: string, body?: object) =>
    world.ask(method, path, { headers, ...(body === undefined ? {} : { body }) })
  return { ...world, panel: ask, token }
}

const lookUp = (account: string) => `/api/github/account?account=${encodeURIComponent(account)}`

test('the app is set up in the browser, with or without a secret, which no answer tells', async () => {
  const { panel: ask, github } = await panel({ secret: false, env: { HOMEPORT_GITHUB_CLIENT_ID: '' } })
  const empty = { client_id: null, has_secret: false, host: new URL(github.url).host, fixed_by: null }
  expect((await ask('GET', '/api/github')).body).toEqual({ ...empty, apps_url: `${github.url}/settings/developers` })
  const set = await ask('PUT', '/api/github', { client_id: 'Iv1.abc', client_secret: 'do-not-tell' })
  expect(set).toMatchObject({ status: 200, body: { client_id: 'Iv1.abc', has_secret: true } })
  expect(JSON.stringify([set.body, (await ask('GET', '/api/github')).body])).not.toContain('do-not-tell')
  expect((await ask('PUT', '/api/github', { client_id: 'not an id' })).status).toBe(400)
  expect((await ask('PUT', '/api/github', { client_id: null })).body).toMatchObject(empty)
})

test('an account is looked up by name or number, let in by its number, given a role, and taken away', async () => {
  const { panel: ask } = await panel()
  for (const typed of ['octocat', '@OctoCat', '1', ' 1 ']) {
    expect((await ask('GET', lookUp(typed))).body).toEqual({ github_id: 1, login: 'octocat' })
  }
  expect((await ask('GET', '/api/accounts')).body).toEqual({ accounts: [] })
  const added = await ask('PUT', '/api/accounts/1', { role: 'viewer' })
  expect(added.body).toMatchObject({ github_id: 1, login: 'octocat', role: 'viewer', is_local_owner: false })
  expect((await ask('PUT', '/api/accounts/1', { role: 'member' })).body).toMatchObject({ role: 'member' })
  expect((await ask('DELETE', '/api/accounts/1')).body).toEqual({ success: true })
  expect((await ask('GET', '/api/accounts')).body).toEqual({ accounts: [] })
})

test('a name looked up before the app is set up is shown in the list', async () => {
  const { panel: ask, github } = await panel({ secret: false, env: { HOMEPORT_GITHUB_CLIENT_ID: '' } })
  await ask('GET', lookUp('hubot'))
  const before = github.seen.length
  expect((await ask('PUT', '/api/accounts/2', {})).body).toMatchObject({ login: 'hubot', role: 'member' })
  expect(github.seen.length).toBe(before)
})

const failures = [
  ['nobody-there', { kind: 'none' }, 400, /knows nobody called "nobody-there"\. Nobody was let in/],
  ['4711', { kind: 'none' }, 400, /no account with the number 4711/],
  ['no/name', { kind: 'none' }, 400, /neither the name nor the number/],
  ['octocat', { kind: 'hang_up' }, 502, /GitHub cannot be reached.*Nothing was changed/],
  ['octocat', { kind: 'nonsense' }, 502, /GitHub cannot be reached/],
  ['octocat', { kind: 'rate_limit', seconds: 90 }, 429, /takes no more requests from here for 90 s/],
] as const

test.each(failures)('a look-up of %s that fails (%o) says why', async (...[account, trouble, status, words]) => {
  const { panel: ask, github } = await panel()
  github.trouble = trouble
  const answer = await ask('GET', lookUp(account))
  expect(answer.status).toBe(status)
  expect(JSON.stringify(answer.body).replaceAll('\\"', '"')).toMatch(words)
  expect((await ask('GET', '/api/accounts')).body).toEqual({ accounts: [] })
})

test('GitHub’s own clock says when its limit ends', async () => {
  const { panel: ask, github } = await panel()
  github.trouble = { kind: 'hourly_limit', seconds: 1200 }
  const answer = await ask('GET', lookUp('octocat'))
  expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1200'])
})

test('a program’s token reaches none of it', async () => {
  const { ask, token } = await panel()
  for (const path of ['/api/github', '/api/accounts', lookUp('octocat')]) {
    expect((await ask('GET', path, { token })).status).toBe(403)
  }
})
