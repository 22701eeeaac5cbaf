import { describe, expect, test } from 'vitest'
import { ErrorBody, receivedError } from '#shared/errors.ts'
import { type GithubWorld, startGithubWorld } from '#test/support/gateway/githubWorld.ts'

const session_id = '11111111-1111-4111-8111-111111111111'

/** The branch `topic` of `me/api` at the stand-in, pushed. */
async function world(push: object = {}, others: readonly string[] = []): Promise<Here> {
  const made = await startGithubWorld({ secret: false, interval: 0 })
  const host = new URL(made.github.url).hostname
  const remote = {
    name: 'origin',
    url: 'x',
    host,
    forge: null,
    web_url: `https://${host}/me/api`,
    default_branch: null,
  }
  const target = {
    remote: 'origin',
    branch: 'topic',
    sets_upstream: false,
    is_protected: false,
    pull_request_url: null,
  }
  made.host.handlers['git.remotes'] = () => ({
    remotes: [remote, ...others.map((name) => ({ ...remote, name, web_url: `https://${host}/${name}` }))],
    push: { ...target, ...push },
    programs: [],
    runs_id: null,
    under_way: null,
  })
  const { token } = await made.personalToken(['read', 'drive'])
  const call: Here['call'] = async (method, path, body) => {
    const answer = await made.ask(method, path, { token, ...(body === undefined ? {} : { body }) })
    if (answer.status >= 400) {
      throw receivedError(ErrorBody.parse(answer.body).error)
    }
    return answer.body
  }
  return { ...made, call }
}

interface Here extends Omit<GithubWorld, 'local'> {
  /** As the owner, from a device. @throws HomeportError as it answers. */
  readonly call: (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>
  readonly local: GithubWorld['local']
}

interface Begun {
  readonly grant_id: string
  readonly user_code: string
}

/** The person types the code in at GitHub. */
async function connect({ call, github }: Here): Promise<void> {
  const { grant_id, user_code } = (await call('POST', '/api/github/grant', {})) as Begun
  github.devices.settle(user_code, { account: 1 })
  expect(await call('POST', '/api/github/grant/poll', { grant_id })).toEqual({ status: 'complete', login: 'octocat' })
}

const asked = { title: 'Add a limit', body: 'Because.' }
const PULL = `/api/session/${session_id}/pull_request`

test('nothing is asked of GitHub in a person’s name before they let Homeport, and then with the scope that it takes', async () => {
  const here = await world()
  expect(await here.call('GET', PULL)).toEqual({ kind: 'not_granted' })
  await expect(here.call('POST', PULL, asked)).rejects.toMatchObject({ details: { reason: 'not_granted' } })
  expect(here.github.seen).toEqual([])
  await connect(here)
  const begun = here.github.seen.find(({ path }) => path === '/login/device/code')
  expect(begun?.form.get('scope')).toBe('repo')
})

test('a pull request is made as the person, onto the default branch, and read with its checks', async () => {
  const here = await world()
  await connect(here)
  const { repositories, url } = here.github
  expect(await here.call('GET', PULL)).toMatchObject({ kind: 'ready', pull_request: null })
  const made = await here.call('POST', PULL, { ...asked, draft: true })
  const expected = {
    number: 1,
    title: 'Add a limit',
    url: `${url}/me/api/pull/1`,
    state: 'draft',
    base: 'trunk',
    repository: 'me/api',
  }
  expect(made).toEqual(expected)
  expect(repositories.authors).toEqual(['octocat'])
  repositories.checks = [
    { name: 'build', status: 'completed', conclusion: 'success', html_url: 'https://ci.example/1' },
    { name: 'test', status: 'completed', conclusion: 'timed_out', html_url: 'javascript:alert(1)' },
    { name: 'lint', status: 'in_progress', conclusion: null, html_url: null },
  ]
  repositories.statuses = [{ context: 'licence', state: 'success', target_url: null }]
  expect(await here.call('GET', PULL)).toEqual({
    kind: 'ready',
    login: 'octocat',
    into: 'me/api',
    pull_request: expected,
    checks: [
      { name: 'build', state: 'passed', url: 'https://ci.example/1' },
      { name: 'test', state: 'failed', url: null },
      { name: 'lint', state: 'waiting', url: null },
      { name: 'licence', state: 'passed', url: null },
    ],
  })
})

test('what GitHub refuses is told in its own words', async () => {
  const here = await world()
  await connect(here)
  const errors = [{ message: 'A pull request already exists for me:topic.' }]
  here.github.repositories.refusal = { status: 422, body: { message: 'Validation Failed', errors } }
  await expect(here.call('POST', PULL, asked)).rejects.toThrow('A pull request already exists for me:topic.')
  here.github.repositories.refusal = { status: 404, body: { message: 'Not Found' } }
  await expect(here.call('POST', PULL, asked)).rejects.toMatchObject({ details: { reason: 'hidden' } })
})

test('what GitHub does not answer now takes nothing of what a person gave', async () => {
  const here = await world()
  await connect(here)
  const made = await here.call('POST', PULL, asked)
  const { repositories } = here.github
  repositories.trouble = {
    at: '/pulls',
    status: 403,
    headers: { 'retry-after': '60', 'x-ratelimit-remaining': '4000' },
  }
  await expect(here.call('GET', PULL)).rejects.toMatchObject({ code: 'RATE_001', details: { retry_after: 60 } })
  repositories.trouble = { at: '/pulls', status: 403 }
  for (const method of ['GET', 'POST'] as const) {
    await expect(here.call(method, PULL, method === 'GET' ? undefined : asked)).rejects.toMatchObject({
      code: 'SESSION_003',
      message: expect.stringContaining('Of this, nothing.'),
      details: { reason: 'refused' },
    })
  }
  repositories.trouble = null
  const run = { name: 'build', status: 'completed', conclusion: 'success', html_url: null, output: 'x'.repeat(8_000) }
  repositories.checks = Array.from({ length: 100 }, () => run)
  expect(await here.call('GET', PULL)).toMatchObject({ pull_request: made, checks: { length: 100 } })
  repositories.trouble = { at: '/check-runs', status: 403 }
  expect(await here.call('GET', PULL)).toMatchObject({ pull_request: made, checks: [] })
})

test('a branch that is not there yet is pushed first', async () => {
  const here = await world({ sets_upstream: true })
  await connect(here)
  await expect(here.call('POST', PULL, asked)).rejects.toMatchObject({ details: { reason: 'no_upstream' } })
})

test('from a branch pushed aside a pull request is made, and none from the branch that it would go onto', async () => {
  const here = await world({ branch: 'main', sets_upstream: true })
  await connect(here)
  const onto = { title: 'A limit', base: 'main' }
  await expect(here.call('POST', PULL, { ...onto, head: 'main' })).rejects.toMatchObject({
    code: 'SESSION_003',
    details: { reason: 'protected' },
  })
  expect(await here.call('POST', PULL, { ...onto, head: 'a-limit' })).toMatchObject({ base: 'main' })
})

test('what a person gave is theirs alone, goes when GitHub takes it back, and when they say so', async () => {
  const here = await world()
  await here.local('account.allow', { github_id: 2 })
  await connect(here)
  const other = await here.ask('POST', '/auth/github/device', { body: {} })
  const { device_code, user_code } = other.body as { readonly device_code: string; readonly user_code: string }
  here.github.devices.settle(user_code, { account: 2 })
  const entered = await here.ask('POST', '/auth/github/device/poll', { body: { device_code } })
  const { access_token: token } = entered.body as { readonly access_token: string }
  const theirs = await here.ask('GET', PULL, { token })
  expect(theirs.body).toEqual({ kind: 'not_granted' })
  here.github.revokeTokens()
  await expect(here.call('GET', PULL)).rejects.toMatchObject({
    details: { reason: 'not_granted' },
  })
  expect(await here.call('GET', PULL)).toEqual({ kind: 'not_granted' })
  await connect(here)
  await here.call('DELETE', '/api/github/grant')
  expect(await here.call('GET', PULL)).toEqual({ kind: 'not_granted' })
})

describe('from a fork', () => {
  test('a pull request goes into what it comes from, as GitHub says, and is found there with its checks', async () => {
    const here = await world({}, ['evil/api'])
    await connect(here)
    const { repositories, url } = here.github
    repositories.origins = ['team/api']
    expect(await here.call('GET', PULL)).toMatchObject({ into: 'team/api', pull_request: null })
    const made = await here.call('POST', PULL, asked)
    expect(made).toMatchObject({ url: `${url}/team/api/pull/1`, repository: 'team/api', base: 'trunk' })
    expect(repositories.pulls).toMatchObject([{ in: 'team/api', head: { ref: 'me:topic' } }])
    repositories.checks = [{ name: 'build', status: 'completed', conclusion: 'success', html_url: null }]
    expect(await here.call('GET', PULL)).toMatchObject({ pull_request: made, checks: [{ state: 'passed' }] })
  })

  test('of a fork it goes where a remote of the repository is one of both, and into the fork itself if one says so', async () => {
    const here = await world({}, ['first/api'])
    await connect(here)
    const { repositories } = here.github
    repositories.origins = ['team/api', 'first/api']
    expect(await here.call('POST', PULL, { ...asked, into: 'own' })).toMatchObject({ repository: 'me/api' })
    expect(repositories.pulls).toMatchObject([{ head: { ref: 'topic' } }])
    expect(await here.call('GET', PULL)).toMatchObject({ into: 'first/api', pull_request: { repository: 'me/api' } })
    // A branch of the same name there is another branch.
    expect(await here.call('POST', PULL, { ...asked, base: 'topic' })).toMatchObject({ repository: 'first/api' })
  })
})
