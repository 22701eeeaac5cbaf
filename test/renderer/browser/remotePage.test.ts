import { describe, expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { SessionId, UserId } from '#shared/ids.ts'
import type { AllowedAccount } from '#shared/operations/github.ts'
import type { RemoteTest, TestStep } from '#shared/operations/remoteTest.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const octocat: AllowedAccount = {
  github_id: 583231,
  login: 'octocat',
  role: 'owner',
  is_local_owner: true,
  added_at: '2026-01-01T00:00:00.000Z',
}

/** A workstation on which nothing is set up, whose people do it in this page. */
function untouched({ answers }: FakeGateway): void {
  const on = answers.remote
  const off = { remote_url: null, hosts: [], certificate: null, ca_path: null, ca_url: null }
  answers.remote = { ...on, ...off, enabled: false, bind: null, port: null }
  answers.githubApp = { ...answers.githubApp, client_id: null }
  answers.accounts = []
  answers.overrides.set('github.configure', ({ client_id }) => {
    answers.githubApp = { ...answers.githubApp, client_id: String(client_id) }
    return answers.githubApp
  })
  answers.overrides.set('account.look_up', ({ account }) => {
    if (account !== 'octocat') {
      throw new HomeportError('SETTINGS_001', `github.com knows nobody called "${String(account)}".`)
    }
    return { github_id: 583231, login: 'octocat' }
  })
  answers.overrides.set('account.allow', () => {
    answers.accounts = [octocat]
    return octocat
  })
  answers.overrides.set('remote.on', () => (answers.remote = on))
}

const step = (name: TestStep['step'], state: TestStep['state'], text: string): TestStep => {
  return { step: name, state, text, advice: state === 'failed' ? 'Do something about it.' : null }
}

const failing: RemoteTest = {
  ok: false,
  verdict: '192.168.1.5 does not work for other devices.',
  tested_at: '2026-01-01T00:00:00.000Z',
  addresses: [
    {
      host: '192.168.1.5',
      address: '192.168.1.5',
      reach: 'private',
      outcome: 'fails',
      steps: [
        step('name', 'ok', 'It is an address already.'),
        step('address', 'hint', 'An address of your own network.'),
        step('connect', 'failed', 'Port 4443 does not answer.'),
        ...(['tls', 'homeport', 'socket', 'round_trip'] as const).map((name) => step(name, 'skipped', '')),
      ],
    },
    {
      host: 'box.local',
      address: null,
      reach: null,
      outcome: 'unknown',
      steps: [step('name', 'hint', 'Unknown here.')],
    },
  ],
  hints: [{ text: 'Use Tailscale.', commands: ['sudo tailscale up'] }],
}

describe.each([
  ['light', 'wide'],
  ['dark', 'phone'],
] as const)('in %s colours on a %s screen', (colorScheme, device) => {
  test('a workstation is opened step by step, and a phone that came in is told', { timeout: 90_000 }, async () => {
    const { gateway, person } = await visit('/nowhere', device, { colorScheme, tolerates: /status of 400/ })
    untouched(gateway)
    await person.open('/remote')
    await person.sees(/^It is off: nobody but this machine/)
    await person.sees('Tick “Enable Device Flow”, press “Register application”, and bring its client ID back:')
    await person.sees(`${gateway.url}/auth/github/callback`)
    await person.expectAccessible()
    await person.page.getByLabel('Client ID').fill('Ov23liAbc')
    await person.presses('Save the app')
    const account = person.page.getByLabel('Allow an account')
    await account.fill('octocta')
    await person.presses('Look it up')
    await person.sees('github.com knows nobody called "octocta".')
    await account.fill('octocat')
    await person.presses('Look it up')
    await person.sees(/number 583231 at github\.com/)
    await person.expectAccessible()
    await person.presses('Allow octocat')
    await person.sees('1 account: octocat')
    await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'account.allow')).toBeDefined()
    const asked = gateway.answers.calls.find(({ name }) => name === 'account.allow')
    expect(asked?.params).toEqual({ github_id: 583231, role: 'owner' })

    await person.page.getByRole('radio', { name: /Let’s Encrypt/ }).check()
    await person.page.getByLabel('Your e-mail address (optional)').fill('me@example.org')
    await person.expectAccessible()
    await person.page.getByRole('radio', { name: /^The workstation’s own/ }).check()
    await person.presses('Next step')
    await expect
      .poll(() => person.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Close: Address')
    await person.page.getByLabel('Names').fill('home.example')
    await person.followsLink(/^(?:Homeport|Back)$/)
    await person.page.getByRole('region', { name: 'Recent' }).waitFor()
    await person.page.goBack()
    await person.presses('Open: Address')
    expect(await person.page.getByLabel('Names').inputValue()).toBe('home.example')
    await person.expectAccessible()
    await person.presses('Switch remote access on')
    await person.sees('Remote access is on')
    await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'remote.on')).toBeDefined()
    const on = gateway.answers.calls.find(({ name }) => name === 'remote.on')
    expect(on?.params).toMatchObject({ certificate: 'own_ca', names: ['home.example'] })

    gateway.answers.overrides.set('remote.test', () => failing)
    await person.presses('Test now')
    await person.sees(/Port 4443 does not answer\./)
    await person.sees('sudo tailscale up')
    await person.expectAccessible()
    await person.sees('No other device has come yet.')
    const visitor = { count: 1, address: '203.0.113.9', at: new Date().toISOString() }
    gateway.answers.remote = { ...gateway.answers.remote, visitor }
    await person.sees(/A device reached this machine from 203\.0\.113\.9, just now/)
    expect(await person.overflow()).toBe(0)
  })
})

test('one that is on shows how it stands; a step is opened to change it, and what the environment decides cannot be', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide', { tolerates: /status of 400/ })
  gateway.answers.accounts = [octocat]
  const visitor = { count: 3, address: '203.0.113.9', at: new Date().toISOString() }
  const fixed = [{ setting: 'remote.port', variable: 'HOMEPORT_REMOTE_PORT' }]
  gateway.answers.remote = { ...gateway.answers.remote, visitor, fixed }
  await person.open('/remote')
  await person.sees('A device reached it, from 203.0.113.9.')
  expect(await person.page.getByRole('button', { expanded: true }).count()).toBe(0)
  await person.presses('Change: Address')
  await person.sees(/The environment variable HOMEPORT_REMOTE_PORT decides this/)
  expect(await person.page.getByLabel('Port', { exact: false }).first().isDisabled()).toBe(true)
  gateway.answers.overrides.set('remote.on', () => {
    throw new HomeportError('SETTINGS_001', '10.0.0.9 is no address of this machine now.')
  })
  await person.page.getByLabel('Address to listen on').fill('10.0.0.9')
  await person.presses('Use this from now on')
  await person.sees('10.0.0.9 is no address of this machine now.')
  expect(await person.page.getByLabel('Address to listen on').inputValue()).toBe('10.0.0.9')
})

test('an account is removed after a question, and its role changed at once', async () => {
  const { gateway, person } = await visit('/nowhere')
  const hubot = { ...octocat, github_id: 2, login: 'hubot', role: 'member', is_local_owner: false } as const
  gateway.answers.accounts = [octocat, hubot]
  gateway.answers.overrides.set('account.allow', ({ role }) => ({ ...hubot, role }))
  gateway.answers.overrides.set('account.disallow', () => {
    gateway.answers.accounts = [octocat]
    return { success: true }
  })
  await person.open('/remote')
  await person.presses('Change: Who may enter')
  await person.page.getByLabel('What hubot may do').selectOption('viewer')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'account.allow')?.params)
    .toEqual({ github_id: 2, role: 'viewer' })
  await person.presses('Remove hubot')
  await person.page.getByRole('dialog').getByRole('button', { name: 'Remove hubot' }).click()
  await person.page.getByText('hubot', { exact: true }).waitFor({ state: 'detached' })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'account.disallow')?.params)
    .toEqual({ github_id: 2 })
})

test('a session of somebody else that runs is stopped at once', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.accounts = [octocat]
  gateway.answers.memberSessions = [{ ...session, why: null, status: 'WORKING' }]
  await person.open('/remote')
  await person.presses('Change: Who may enter')
  await person.presses('Stop the session of hubot in /home/me/code/api-server')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'member_session.stop')?.params)
    .toEqual({ session_id: session.id })
  await person.button('Stop the session of hubot in /home/me/code/api-server').waitFor({ state: 'detached' })
})

test('sessions of others are listed without what was said, and ended after a question', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.accounts = [octocat]
  gateway.answers.memberSessions = [session]
  await person.open('/remote')
  await person.presses('Change: Who may enter')
  await person.sees(/may not enter any more · \/home\/me\/code\/api-server/)
  await person.expectAccessible()
  await person.presses('End the session of hubot in /home/me/code/api-server')
  await person.page.getByRole('dialog').getByRole('button', { name: 'End it' }).click()
  await person.page.getByRole('region', { name: 'Sessions of others' }).waitFor({ state: 'detached' })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'member_session.end')?.params)
    .toEqual({
      session_id: '11111111-1111-4111-8111-111111111111',
    })
})

const session = {
  id: SessionId.parse('11111111-1111-4111-8111-111111111111'),
  user: { id: UserId.parse('u2'), username: 'hubot', role: 'member' },
  why: 'removed',
  status: 'SUSPENDED',
  workspace_path: '/home/me/code/api-server',
  created_at: '2026-01-01T00:00:00.000Z',
  last_activity: '2026-01-01T00:00:00.000Z',
} as const

test('where the machine has Tailscale one button uses it, and says before what it does', async () => {
  const { gateway, person } = await visit('/nowhere', 'phone')
  untouched(gateway)
  const { overrides, calls } = gateway.answers
  let isUp = false
  overrides.set('remote.tailscale', () =>
    isUp
      ? {
          state: 'ready',
          name: 'box.tail1234.ts.net',
          text: 'This machine is box.tail1234.ts.net in its tailnet.',
          commands: [],
        }
      : { state: 'unusable', name: null, text: 'Tailscale is not connected.', commands: ['sudo tailscale up'] },
  )
  await person.open('/remote')
  await person.presses('Open: Certificate')
  await person.sees('Tailscale is not connected.')
  await person.sees('sudo tailscale up')
  expect(await person.page.getByRole('button', { name: 'Use Tailscale' }).count()).toBe(0)
  isUp = true
  await person.presses('Look again')
  await person.sees(/has a certificate of box\.tail1234\.ts\.net made \(tailscale cert\)/)
  await person.expectAccessible()
  expect(await person.overflow()).toBeLessThanOrEqual(0)
  await person.presses('Use Tailscale')
  await expect
    .poll(() => calls.find(({ name }) => name === 'remote.on')?.params)
    .toMatchObject({ certificate: 'tailscale' })
})
