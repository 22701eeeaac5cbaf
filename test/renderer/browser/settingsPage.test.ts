import { expect, test } from 'vitest'
import type { Setting } from '#shared/operations/settings.ts'
import type { FakeGateway } from '#test/fakes/fakeGateway.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test.each(['wide', 'phone'] as const)(
  'settings are found by group, by name and by what they do (%s)',
  async (device) => {
    const { gateway, person } = await visit('/nowhere', device)
    fill(gateway)
    await person.open('/settings')
    await person.sees('Requests per address')
    await person.expectAccessible()
    expect(await person.overflow()).toBeLessThanOrEqual(0)
    await person.followsLink('Limits')
    await person.page.waitForURL(/\/settings\/limits$/)
    await person.sees('per minute')
    expect(await person.page.getByText('Detail of the logs').count()).toBe(0)
    await person.page.getByRole('searchbox', { name: 'Search settings' }).fill('LOGS detail')
    await person.sees('Detail of the logs')
    expect(await person.page.getByText('Requests per address').count()).toBe(0)
    await person.page.getByRole('searchbox', { name: 'Search settings' }).fill('theme')
    await person.sees('Light, dark, or what the system says.')
    await person.page.getByRole('searchbox', { name: 'Search settings' }).fill('zzz')
    await person.sees('No match for “zzz”')
    await person.presses('Clear the search')
    await person.sees('Requests per address')
  },
)

test('a switch is changed when it is pressed; what is fixed says where it is changed', async () => {
  const { gateway, person } = await visit('/nowhere')
  fill(gateway)
  gateway.answers.overrides.set('settings.change', ({ changes }) => ({
    ...listed,
    settings: [{ ...share, value: (changes as Record<string, string>)[share.key] === 'true' }],
  }))
  await person.open('/settings/advanced')
  await person.sees(/It is fixed by the flag --log-level/)
  await person.open('/settings/limits')
  await person.sees('homeport settings set limits.requests_per_minute VALUE')
  await person.open('/settings/claude')
  const control = person.page.getByRole('switch', { name: 'Share my Claude account' })
  expect(await control.getAttribute('aria-checked')).toBe('false')
  await control.press('Space')
  await person.page.locator('[role=switch][aria-checked=true]').waitFor()
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'settings.change')?.params)
    .toEqual({
      changes: { [share.key]: 'true' },
    })
})

test('who may only look finds a theme here, and nothing of the machine', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.scopes = ['read']
  await person.open('/')
  await expect.poll(() => person.page.evaluate(() => localStorage.getItem('homeport.scopes'))).toBe('read')
  await person.open('/settings')
  await person.sees('Light, dark, or what the system says.')
  expect(await person.page.getByText(/Permissions|This machine|Limits/).count()).toBe(0)
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'settings.list')).toEqual([])
  await person.expectAccessible()
})

test('what is chosen on one device is chosen on the others, and stays without a connection', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.answers.preferences = {
    theme: 'dark',
    single_keys: false,
    model: 'opus',
    permission_mode: 'plan',
    effort: null,
  }
  await person.open('/settings')
  await expect.poll(() => themeOf(person)).toBe('dark')
  await expect
    .poll(() => person.page.getByRole('switch', { name: /single key/ }).getAttribute('aria-checked'))
    .toBe('false')
  expect(await person.page.getByLabel('Model').inputValue()).toBe('opus')
  await person.presses('Light')
  await expect.poll(() => gateway.answers.preferences.theme).toBe('light')
  await person.page.getByLabel('Permissions').selectOption('acceptEdits')
  await expect.poll(() => gateway.answers.preferences.permission_mode).toBe('acceptEdits')
  await person.page.getByLabel('Effort').selectOption('high')
  await expect.poll(() => gateway.answers.preferences.effort).toBe('high')
  await person.open('/new?folder=%2Fhome%2Fme%2Felsewhere')
  await expect.poll(() => person.page.getByLabel('Permissions').inputValue()).toBe('acceptEdits')
  await expect.poll(() => person.page.getByLabel('Effort').inputValue()).toBe('high')
  expect(await themeOf(person)).toBe('light')
})

async function themeOf({ page }: Awaited<ReturnType<typeof visit>>['person']): Promise<string | undefined> {
  return page.evaluate(() => document.documentElement.dataset['theme'])
}

const base: Setting = {
  key: 'log.level',
  label: 'Detail of the logs',
  group: 'advanced',
  value: 'info',
  default: 'info',
  description: 'The least important log entries that are kept.',
  unit: null,
  variable: 'HOMEPORT_LOG_LEVEL',
  origin: { kind: 'flag', name: '--log-level' },
  form: { kind: 'choice', choices: ['debug', 'info'] },
  takes_effect: 'now',
  waits_for_restart: false,
  keeper: 'local',
  fixed: 'It is fixed by the flag --log-level that Homeport was started with.',
}

const share: Setting = {
  ...base,
  key: 'claude.share_login',
  label: 'Share my Claude account',
  group: 'claude',
  value: false,
  default: false,
  description: 'Whether sessions of other people may bill yours.',
  origin: { kind: 'default' },
  form: { kind: 'switch' },
  fixed: null,
}

const limit: Setting = {
  ...base,
  key: 'limits.requests_per_minute',
  label: 'Requests per address',
  group: 'limits',
  value: 100,
  default: 100,
  description: 'Requests per address from other devices.',
  unit: 'per minute',
  origin: { kind: 'default' },
  form: { kind: 'number', from: 1, to: 1000 },
  fixed: 'It can only be changed on the machine itself, with the homeport command or its window.',
}

const listed = { settings: [share, limit, base], file: '/home/me/.homeport/settings.yaml', problem: null }

function fill({ answers }: FakeGateway): void {
  answers.overrides.set('settings.list', () => listed)
}

test('the next person of a browser begins with their own, and nothing of the last one is sent as theirs', async () => {
  const { gateway, person } = await visit('/nowhere', 'wide', { tolerates: /status of 40[13]/ })
  const nobodys = { theme: null, single_keys: null, model: null, permission_mode: null, effort: null }
  gateway.answers.preferences = { ...nobodys, theme: 'dark', model: 'opus' }
  await person.open('/settings')
  await expect.poll(() => themeOf(person)).toBe('dark')
  gateway.isSignedIn = false
  gateway.cut(4401)
  await person.sees('This browser is not signed in')
  await expect.poll(() => themeOf(person)).not.toBe('dark')

  gateway.isSignedIn = true
  gateway.answers.preferences = nobodys
  await heard(person.page)
  gateway.answers.calls.length = 0
  await person.open('/settings')
  await expect.poll(() => gateway.answers.calls.map(({ name }) => name)).toContain('preferences.get')
  expect(await person.page.getByLabel('Model').inputValue()).toBe('')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'preferences.set')).toEqual([])
})
