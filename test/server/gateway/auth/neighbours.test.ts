import { expect, test } from 'vitest'
import { FakeClock } from '#test/fakes/fakeClock.ts'
import { codeOf, startGithubWorld } from '#test/support/gateway/githubWorld.ts'

/** Many people have one address: a household, an office, a proxy. Here all of them come from 127.0.0.1. */
async function world() {
  const made = await startGithubWorld({ clock: new FakeClock() })
  await made.local('account.allow', { github_id: 1 })
  return made
}

test('whoever is right gets in at once, whatever the neighbours tried wrong: every way of signing in', async () => {
  const { ask, github, secret, signIn, signInAs, url } = await world()
  const { cookie } = await signIn()
  const refreshed = await ask('POST', '/auth/refresh', { headers: { cookie, origin: url }, body: {} })
  const { refresh_token } = refreshed.body as { refresh_token: string }
  const begun = (await ask('POST', '/auth/github/device')).body as { device_code: string; user_code: string }
  const wrong = {
    '/auth/local': { secret: 'x'.repeat(43) },
    '/auth/refresh': { refresh_token: 'hp_rt_guess' },
    '/auth/github/callback': { code: 'x', state: 'y' },
    '/auth/github/enter': { ticket: 'x' },
    '/auth/github/device/poll': { device_code: 'hp_dc_guess' },
  }
  for (const [path, body] of Object.entries(wrong)) {
    const codes: string[] = []
    for (let times = 0; times < 40; times += 1) {
      codes.push(codeOf(await ask('POST', path, { body })))
    }
    expect([path, codes.at(-1)]).toEqual([path, 'RATE_001'])
  }
  expect((await ask('POST', '/auth/local', { body: { secret: secret() } })).status).toBe(200)
  expect((await ask('POST', '/auth/refresh', { body: { refresh_token } })).status).toBe(200)
  expect((await signInAs(1)).user.username).toBe('octocat')
  github.devices.settle(begun.user_code, { account: 1 })
  const polled = await ask('POST', '/auth/github/device/poll', { body: { device_code: begun.device_code } })
  expect(polled.body).toMatchObject({ status: 'complete' })
})

test('what was begun once asks GitHub once, however often it is sent', async () => {
  const { ask, begin, github } = await world()
  const { cookie, url } = await begin()
  const state = new URL(url).searchParams.get('state')
  for (let times = 0; times < 5; times += 1) {
    await ask('POST', '/auth/github/callback', { headers: { cookie }, body: { code: `guess${times}`, state } })
  }
  expect(github.seen.filter(({ path }) => path === '/login/oauth/access_token')).toHaveLength(1)
})
