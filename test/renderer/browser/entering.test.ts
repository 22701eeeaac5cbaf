import { expect, test } from 'vitest'
import { GOOD_TOKEN, SECRET } from '#test/fakes/fakeAnswers.ts'
import { holdRoute } from '#test/support/browser/holdRoute.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('a sign-in link signs in and leaves no secret in the address bar or the history', async () => {
  const { gateway, person } = await visit(`/#secret=${SECRET}`)
  await person.sees('Connected')
  expect(person.address()).toBe(`${gateway.url}/`)
  expect(await person.page.evaluate(() => history.length)).toBeLessThanOrEqual(2)
  expect(await person.keeps()).not.toContain(SECRET)
})

test('a link that was used already is told as such', async () => {
  const { gateway, person } = await visit('/', 'wide', { tolerates: /status of 401/ })
  await person.sees('Connected')
  gateway.isSignedIn = false
  await person.page.goto('about:blank')
  await person.page.goto(`${gateway.url}/#secret=used-already-0123456789`)
  await person.sees('homeport start')
  const told = await person.page.getByRole('alert').textContent()
  expect(told).toBe('This sign-in link was used already or is too old. Get a new one.')
})

test('a link that nobody answered to is kept, and works when the person tries again', async () => {
  const { gateway, person } = await visit('/', 'wide', { tolerates: /status of 401|ERR_CONNECTION/ })
  await person.sees('Connected')
  gateway.isSignedIn = false
  await person.page.goto('about:blank')
  await person.page.route('**/auth/local', (route) => route.abort('connectionrefused'), { times: 1 })
  await person.page.goto(`${gateway.url}/#secret=${SECRET}`)
  await person.sees(/The workstation did not answer/)
  await person.presses('Try again')
  await person.sees('Connected')
  expect(person.address()).toBe(`${gateway.url}/`)
})

test('a server that goes for good while the proof is on its way is believed, one that waited in vain is asked again', async () => {
  const { gateway, person } = await visit('/nowhere')
  await person.sees('Connected')
  await person.page.goto('about:blank')
  await expect.poll(() => gateway.connections).toBe(0)
  gateway.tellsChallenge = false
  const letGo = await holdRoute(person.page, '**/auth/challenge')
  let opened = 0
  person.page.on('websocket', () => (opened += 1))
  await person.page.goto(`${gateway.url}/nowhere`, { waitUntil: 'commit' })
  await expect.poll(() => gateway.connections).toBe(1)
  gateway.cut(4401)
  await expect.poll(() => opened).toBe(2)
  // The one before may still be closing: said until it was heard.
  await expect
    .poll(() => {
      gateway.cut(4410)
      return person.button('Connect again').count()
    })
    .toBe(1)
  letGo()
})

test('a link that is pasted while the page is loading is what the socket is signed in with', async () => {
  const { gateway, person } = await visit('/nowhere')
  await person.sees('Connected')
  await person.page.goto('about:blank')
  const proofs = () => gateway.received.filter(({ type }) => type === 'auth').length
  await expect
    .poll(() => ({ connections: gateway.connections, proofs: proofs() }))
    .toEqual({ connections: 0, proofs: 1 })
  const letGo = await holdRoute(person.page, /\/assets\/page-[\w-]+\.js$/)
  await person.page.goto(gateway.url, { waitUntil: 'commit' })
  await expect.poll(proofs).toBe(2)
  await person.page.evaluate((secret) => {
    location.hash = `secret=${secret}`
  }, SECRET)
  letGo()
  await person.sees('Connected')
  await expect.poll(proofs).toBe(3)
  await expect.poll(() => gateway.connections).toBe(1)
})

test('behind a socket that was opened anew, requests are signed anew: the server may have started again', async () => {
  const { gateway, person } = await visit('/audit')
  gateway.answers.overrides.set('audit.list', () => ({ entries: [], next_cursor: null }))
  await person.open('/audit')
  await person.sees(/^Nothing happened yet/)
  let signed = 0
  person.page.on('request', (request) => (signed += request.url().endsWith('/auth/challenge') ? 1 : 0))
  const asked = () => gateway.answers.calls.filter(({ name }) => name === 'audit.list').length
  const looksAgain = async () => {
    await heard(person.page)
    const before = asked()
    await person.page.getByRole('link', { name: 'Homeport', exact: true }).click()
    await person.page.getByRole('region', { name: 'Recent' }).waitFor()
    await person.page.goBack()
    await expect.poll(asked).toBeGreaterThan(before)
  }
  await looksAgain()
  expect(signed).toBe(0)
  gateway.cut(1012)
  await person.sees('Connected')
  await looksAgain()
  // Once, or twice where the new socket's own challenge was slow to come.
  expect(signed).toBeGreaterThan(0)
})

test('a session starts in a folder that was searched for, with its first prompt', async () => {
  const { gateway, person } = await visit('/new')
  await person.presses('Browse…')
  await person.picksFolder('website')
  await person.startsWith('Make it warm')
  await person.sees('Make it warm')
  await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'session.create')?.params).toBeDefined()
  const asked = gateway.answers.calls.find(({ name }) => name === 'session.create')?.params
  expect(asked).toMatchObject({ project_path: '/home/me/code/website' })
  // Nobody chose a mode: the folder's own may count once it is trusted.
  expect(asked).not.toHaveProperty('permission_mode')
})

test('a session starts in a new folder that Homeport keeps', async () => {
  const { gateway, person } = await visit('/new', 'phone')
  await person.presses('New folder')
  await person.page.getByLabel('Name of the new folder').fill('experiment')
  await person.startsWith('Begin')
  await person.sees('Begin')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.create')?.params)
    .toMatchObject({
      folder_name: 'experiment',
    })
})

test('without Claude Code the first run says exactly how to get it', async () => {
  const { gateway, sessions: _, person } = await visit('/nowhere')
  gateway.sessions.clear()
  gateway.answers.claude = {
    ...gateway.answers.claude,
    found: false,
    path: null,
    version: null,
    source: null,
    login: 'none',
  }
  await person.open('/')
  await person.sees('curl -fsSL https://claude.ai/install.sh | bash')
  await person.expectAccessible()
  gateway.answers.claude = {
    ...gateway.answers.claude,
    found: true,
    path: '/usr/bin/claude',
    version: '2.1.329',
    source: 'path',
  }
  await person.presses('Check again')
  await person.sees('/usr/bin/claude')
  expect(await person.page.getByText('install.sh').count()).toBe(0)
})

test('a pasted token is tried at once, refused in words, kept only when it works, and nowhere in the browser', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide', { tolerates: /status of 400/ })
  gateway.answers.claude = { ...gateway.answers.claude, login: 'none' }
  await person.open('/welcome')
  await person.pastesToken('sk-ant-wrong-0123456789-0123456789')
  await person.sees('The API does not know this token.')
  await person.pastesToken(GOOD_TOKEN)
  await person.sees(/It works: Example Org/)
  await person.presses('Save token')
  await person.sees(/With the API token in the vault/)
  expect(await person.keeps()).not.toContain(GOOD_TOKEN)
})

test('a vault that cannot be used is told with the ways to choose another', async () => {
  const { gateway, person } = await visit('/nowhere')
  const vault_problem = 'The keychain does not answer: no secret service runs.'
  gateway.answers.claude = { ...gateway.answers.claude, login: 'none', vault_problem }
  await person.open('/welcome')
  await person.sees('homeport start --vault file')
  expect(await person.page.getByRole('alert').textContent()).toBe(vault_problem)
})

test('the demo is marked on every page', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.claude = { ...gateway.answers.claude, demo: true }
  for (const path of ['/', '/new', '/welcome']) {
    await person.open(path)
    await person.sees('Demo.')
    expect(await person.page.getByText(/not from Claude/).isVisible()).toBe(true)
  }
})
