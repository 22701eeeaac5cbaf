import { describe, expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { UserId } from '#shared/ids.ts'
import type { Device } from '#shared/operations/device.ts'
import { SECRET } from '#test/fakes/fakeAnswers.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const offer = { host: 'github.com', device: true, redirect: false } as const
const begun = {
  device_code: 'hp_dc_1',
  user_code: 'WXYZ-1234',
  verification_uri: 'https://github.com/login/device',
  expires_in: 900,
  interval: 1,
}
const me = { id: 'u1', github_id: 1, username: 'octocat', avatar_url: null, email: null, role: 'owner' }

async function signedOut(screen: 'wide' | 'phone' = 'wide', prepare: (gateway: FakeGateway) => void = () => {}) {
  const made = await visit('/', screen, { tolerates: /status of 40[13]/ })
  await made.person.sees('Connected')
  prepare(made.gateway)
  made.gateway.isSignedIn = false
  made.gateway.cut(4401)
  await made.person.sees('This browser is not signed in')
  return made
}

describe('sign-in with GitHub', () => {
  test.each(['wide', 'phone'] as const)('by a code: shown, copied, typed in at GitHub, and in (%s)', async (screen) => {
    const { gateway, person } = await signedOut(screen, ({ answers }) => (answers.github = offer))
    let isTyped = false
    gateway.answers.overrides.set('auth.github_device', () => begun)
    gateway.answers.overrides.set('auth.github_device_poll', () => {
      if (!isTyped) {
        return { status: 'pending', interval: 1 }
      }
      gateway.isSignedIn = true
      return { status: 'complete', access_token: 'at-unread', refresh_token: 'rt-unread', expires_in: 900, user: me }
    })
    await person.presses('Sign in with GitHub')
    await person.sees('WXYZ-1234')
    await person.expectAccessible()
    const link = person.page.getByRole('link', { name: 'Open github.com' })
    expect(await link.getAttribute('href')).toBe('https://github.com/login/device')
    isTyped = true
    await person.sees('Connected')
    expect(await person.keeps()).not.toMatch(/unread/)
  })

  test('is offered by a click where the workstation can, and by a code beside it', async () => {
    const { person } = await signedOut('wide', ({ answers }) => (answers.github = { ...offer, redirect: true }))
    const link = person.page.getByRole('link', { name: 'Sign in with GitHub' })
    expect(await link.getAttribute('href')).toBe('/auth/github')
    expect(await person.page.getByRole('button', { name: 'Use a code instead' }).isVisible()).toBe(true)
  })

  test('that is not set up is not spoken of at the workstation, where links work', async () => {
    const { person } = await signedOut()
    await person.sees('With a link from the workstation')
    await person.expectAccessible()
    expect(await person.page.getByText(/GitHub/).count()).toBe(0)
  })

  test('by an account that may not enter tells so, in the workstation’s words', async () => {
    const { gateway, person } = await signedOut('wide', ({ answers }) => (answers.github = offer))
    gateway.answers.overrides.set('auth.github_device', () => begun)
    gateway.answers.overrides.set('auth.github_device_poll', () => {
      throw new HomeportError('AUTH_004', 'The GitHub account mallory (9) may not enter here.')
    })
    await person.presses('Sign in with GitHub')
    await person.sees('The GitHub account mallory (9) may not enter here.')
    expect(await person.page.getByRole('button', { name: 'Sign in with GitHub' }).isVisible()).toBe(true)
  })
})

test('who comes back from GitHub in vain reads why, and the address bar is clean', async () => {
  const { gateway, person } = await signedOut('wide', ({ answers }) => (answers.github = offer))
  await person.page.goto('about:blank')
  await person.page.goto(`${gateway.url}/#sign_in_problem=AUTH_004`)
  await person.sees(/This GitHub account may not enter here/)
  expect(person.address()).toBe(`${gateway.url}/`)
})

function device(more: Partial<Device>): Device {
  return {
    id: 'd1',
    kind: 'sign_in',
    name: 'Chrome on Linux',
    user: { id: UserId.parse('u1'), username: 'me' },
    address: '127.0.0.1',
    created_at: '2026-01-01T00:00:00.000Z',
    last_used_at: new Date().toISOString(),
    expires_at: null,
    scopes: null,
    current: false,
    ...more,
  }
}

const three = () => [
  device({ id: 'd1', current: true }),
  device({
    id: 'd2',
    name: 'Safari on iPhone',
    address: '203.0.113.9',
    user: { id: UserId.parse('u2'), username: 'octocat' },
  }),
  device({ id: 'd3', kind: 'personal_token', name: 'nightly', address: null, last_used_at: null, scopes: ['read'] }),
]

describe.each([
  ['light', 'wide'],
  ['dark', 'phone'],
] as const)('the devices page, %s and %s', (colorScheme, screen) => {
  test('tells who is signed in, from where, and which one this is; a lost phone is signed out from here', async () => {
    const { gateway, person } = await visit('/nowhere', screen, { colorScheme })
    gateway.answers.devices = three()
    gateway.answers.notices = [{ at: '2026-01-01T00:00:00.000Z', message: 'A refresh token was used twice.' }]
    gateway.answers.overrides.set('device.revoke', ({ id }) => {
      gateway.answers.devices = gateway.answers.devices.filter((one) => one.id !== id)
      return { success: true }
    })
    await person.open('/')
    await person.opensMenu()
    await person.page.getByRole('link', { name: 'Devices' }).click()
    await person.sees(/octocat · 203\.0\.113\.9 · used just now/)
    await person.sees(/token for read · never used/)
    await person.sees(/A refresh token was used twice/)
    await person.sees('this one')
    await person.expectAccessible()
    await person.page.getByRole('button', { name: 'Sign out Safari on iPhone' }).click()
    await person.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
    await person.page.getByText('203.0.113.9').waitFor({ state: 'detached' })
    await expect
      .poll(() => gateway.answers.calls.find(({ name }) => name === 'device.revoke')?.params)
      .toEqual({ id: 'd2' })
  })
})

test('who is not the owner signs their own devices out, too', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.scopes = ['read']
  gateway.answers.devices = three()
  gateway.answers.overrides.set('device.revoke', () => ({ success: true }))
  await person.open('/devices')
  await person.page
    .getByRole('button', { name: /^Sign out ./ })
    .first()
    .click()
  await person.page.getByRole('dialog').getByRole('button', { name: /^Sign/ }).click()
  await person.sees(/is signed out\.$/)
  await heard(person.page)
  expect(gateway.answers.refused).toEqual([])
})

test('a sign-in link that is pasted into the open page signs in, and leaves no secret in the address', async () => {
  const { person } = await signedOut()
  const { page } = person
  await page.evaluate((secret) => (location.hash = `secret=${secret}`), SECRET)
  await person.sees('Connected')
  expect(page.url()).not.toContain('secret')
  expect(await page.evaluate(() => location.hash)).toBe('')
})

test('a pasted link that is used up signs nobody out, and leaves no secret in the address either', async () => {
  const { person } = await visit('/', 'wide', { tolerates: /status of 401/ })
  await person.sees('Connected')
  await person.page.evaluate(() => (location.hash = 'secret=long-used-up-0123456789'))
  await expect.poll(() => person.page.url()).not.toContain('secret')
  await person.page.getByRole('status').filter({ hasText: /link/i }).first().waitFor()
  await person.sees('Connected')
})
