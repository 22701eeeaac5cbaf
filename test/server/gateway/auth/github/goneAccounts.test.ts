import { once } from 'node:events'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { WAIT_MS } from '#server/gateway/auth/github/accountWatch.ts'
import type { GithubTrouble } from '#test/fakes/github/trouble.ts'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { entriesOf } from '#test/support/gateway/auditTrail.ts'
import { type GithubWorld, type SignedIn, codeOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'
import { openSignedIn, openSocket } from '#test/support/gateway/socket.ts'
import { until } from '#test/support/until.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** `octocat` is signed in, and what GitHub said of them is an hour old. */
async function anHourLater() {
  const clock = new FakeClock()
  const world = await startGithubWorld({ clock })
  await world.local('account.allow', { github_id: 1 })
  const person = await world.signInAs(1)
  clock.pass(HOUR)
  return { ...world, clock, person }
}

const profile = ({ ask }: GithubWorld, { cookie }: SignedIn) => ask('GET', '/api/user/profile', { headers: { cookie } })
const questions = ({ github }: GithubWorld) => github.seen.filter((one) => one.path === '/api/user/1').length

async function timed<T>(act: Promise<T>): Promise<{ readonly answer: T; readonly ms: number }> {
  const began = performance.now()
  return { answer: await act, ms: performance.now() - began }
}

describe('an account that was deleted at GitHub', () => {
  test('is out with its very next request; its sockets close, the log and the owner know', async () => {
    const world = await anHourLater()
    const { ask, github, local, person, signIn, url, wsUrl, folder } = world
    await local('account.allow', { github_id: 2 })
    const page = await openSocket(wsUrl, { cookie: person.cookie, origin: url })
    await until(() => questions(world) === 2, { what: 'the look that the page costs' })
    world.clock.pass(HOUR)
    github.accounts.delete(1)
    const refused = await profile(world, person)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AUTH_004'])
    expect((await page.closed()).code).toBe(4401)
    const { refresh_token } = person
    expect((await ask('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(401)
    expect(await local('account.list')).toMatchObject({ accounts: [{ github_id: 2 }] })
    const gone = entriesOf(path.join(folder, 'homeport.db')).filter(({ action }) => action === 'account.gone')
    expect(gone).toMatchObject([{ outcome: 'ok', object_id: '1', details: { login: 'octocat' }, username: null }])
    const { token } = await signIn()
    expect((await ask('GET', '/api/devices', { token })).body).toMatchObject({
      notices: expect.arrayContaining([
        expect.objectContaining({ message: expect.stringContaining('octocat (1) does not exist any more') }),
      ]),
    })
  })

  test('gets no fresh tokens from ten minutes on', async () => {
    const world = await anHourLater()
    const { ask, clock, github, person } = world
    expect((await profile(world, person)).status).toBe(200)
    github.accounts.delete(1)
    const refresh = (refresh_token: string) => ask('POST', '/auth/refresh', { body: { refresh_token } })
    const fresh = await refresh(person.refresh_token)
    expect(fresh.status).toBe(200)
    clock.pass(10 * MINUTE)
    const refused = await refresh((fresh.body as SignedIn).refresh_token)
    expect([refused.status, codeOf(refused)]).toEqual([403, 'AUTH_004'])
    expect((await profile(world, person)).status).toBe(401)
  })

  test('is noticed by an open page alone', async () => {
    const world = await anHourLater()
    const { github, local, person, wsUrl, clock } = world
    clock.pass(-HOUR)
    const page = await openSignedIn(wsUrl, person.access_token)
    clock.pass(HOUR)
    github.accounts.delete(1)
    // As the heartbeat does: every socket is looked at.
    await local('account.allow', { github_id: 2 })
    expect((await page.closed()).code).toBe(4401)
  })

  test('ends what the owner did with it, and nothing that this machine signed in', async () => {
    const world = await anHourLater()
    const { ask, clock, github, local, signIn, signInAs } = world
    await local('account.allow', { github_id: 2, role: 'owner' })
    const [here, remote] = [await signIn(), await signInAs(2)]
    clock.pass(HOUR)
    github.accounts.delete(2)
    github.seen.length = 0
    expect((await ask('GET', '/api/user/profile', { headers: { cookie: here.cookie } })).status).toBe(200)
    expect(github.seen).toEqual([])
    expect((await profile(world, remote)).status).toBe(403)
    expect((await ask('GET', '/api/user/profile', { headers: { cookie: here.cookie } })).body).toMatchObject({
      role: 'owner',
      github_id: null,
    })
  })
})

test('a renamed account has its new name with the next request, and open pages come back under it', async () => {
  const world = await anHourLater()
  const { clock, github, local, person, url, wsUrl } = world
  const page = await openSocket(wsUrl, { cookie: person.cookie, origin: url })
  clock.pass(HOUR)
  github.addAccount(1, 'monalisa')
  expect((await profile(world, person)).body).toMatchObject({ username: 'monalisa' })
  expect((await page.closed()).code).toBe(1012)
  expect(await local('account.list')).toMatchObject({ accounts: [{ github_id: 1, login: 'monalisa' }] })
})

test('GitHub is asked once an hour while an account is in use, and never while it is not', async () => {
  const world = await anHourLater()
  expect(questions(world)).toBe(1)
  await Promise.all(Array.from({ length: 20 }, () => profile(world, world.person)))
  expect(questions(world)).toBe(2)
  world.clock.pass(HOUR - 1)
  await profile(world, world.person)
  expect(questions(world)).toBe(2)
})

describe('a GitHub that does not answer locks nobody out', () => {
  const troubles: Readonly<Record<string, GithubTrouble>> = {
    down: { kind: 'hang_up' },
    broken: { kind: 'status', status: 500 },
    'replaced by a proxy that knows no such page': { kind: 'status', status: 404 },
    'tired of us': { kind: 'rate_limit', seconds: 1200 },
    'talking nonsense': { kind: 'nonsense' },
  }

  test.each(Object.entries(troubles))('%s', async (_what, trouble) => {
    const world = await anHourLater()
    const { clock, github, person } = world
    const before = questions(world)
    github.trouble = trouble
    expect((await profile(world, person)).status).toBe(200)
    expect((await profile(world, person)).status).toBe(200)
    expect(questions(world)).toBe(before + 1)
    github.trouble = { kind: 'none' }
    github.accounts.delete(1)
    clock.pass(4 * MINUTE)
    expect((await profile(world, person)).status).toBe(200)
    clock.pass(trouble.kind === 'rate_limit' ? 16 * MINUTE : MINUTE)
    expect((await profile(world, person)).status).toBe(403)
  })

  test('slow: one request waits a second, no other does, and the answer counts when it comes', async () => {
    const world = await anHourLater()
    const { github, person } = world
    const release = new AbortController()
    github.trouble = { kind: 'held', until: once(release.signal, 'abort') }
    github.accounts.delete(1)
    const first = await timed(profile(world, person))
    expect(first.answer.status).toBe(200)
    expect(first.ms).toBeGreaterThan(WAIT_MS * 0.9)
    expect(first.ms).toBeLessThan(WAIT_MS * 3)
    const second = await timed(profile(world, person))
    expect(second.answer.status).toBe(200)
    expect(second.ms).toBeLessThan(WAIT_MS / 2)
    release.abort()
    await until(async () => (await profile(world, person)).status === 401, { what: 'the late answer' })
  })
})
