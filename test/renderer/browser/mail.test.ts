import { expect, test } from 'vitest'
import type { Setting } from '#shared/operations/settings.ts'
import { HomeportError } from '#shared/errors.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const address = {
  id: 'a',
  kind: 'email',
  target: 'me@example.org',
  has_secret: false,
  confirmed: false,
  since: '2026-01-01T00:00:00.000Z',
  last: null,
}

test('an e-mail address waits for the code that was sent there', async () => {
  const { gateway, person } = await visit('/nowhere', 'phone', { tolerates: /status of 400/ })
  let confirmed = false
  const { overrides, calls } = gateway.answers
  overrides.set('notifications.addresses', () => ({ addresses: [{ ...address, confirmed }], can_mail: true }))
  overrides.set('notifications.confirm_address', ({ code }) => {
    if (code !== '1234 5678') {
      throw new HomeportError('PUSH_003', 'This is not the code that was sent last. Tries left: 4.')
    }
    confirmed = true
    return { ...address, confirmed }
  })
  overrides.set('notifications.send_code', () => ({ accepted: true, outcome: 'The mail server took it.' }))
  await person.open('/settings/notifications')
  await person.sees('Enter the code that was sent there. Nothing else goes to this address before.')
  expect(await person.page.getByRole('button', { name: 'Send a test to' }).count()).toBe(0)
  await person.expectAccessible()
  await person.presses('Send another code to me@example.org')
  await person.sees('The mail server took it.')
  const field = person.page.getByRole('textbox', { name: 'Code that was sent to me@example.org' })
  await field.fill('8765 4321')
  await person.presses('Confirm')
  await person.sees('This is not the code that was sent last. Tries left: 4.')
  await field.fill('1234 5678')
  await person.presses('Confirm')
  await person.sees('Confirmed: notifications go there from now on.')
  await person.page.getByRole('button', { name: 'Send a test to me@example.org' }).waitFor()
  expect(calls.filter(({ name }) => name === 'notifications.confirm_address')).toHaveLength(2)
})

const server: Setting = {
  key: 'notifications.mail_server',
  label: 'Mail server',
  group: 'messages',
  value: 'smtps://mail.example.org',
  default: null,
  description: 'What sends e-mail.',
  unit: null,
  variable: 'HOMEPORT_NOTIFICATIONS_MAIL_SERVER',
  origin: { kind: 'default' },
  form: { kind: 'text' },
  takes_effect: 'now',
  waits_for_restart: false,
  keeper: 'local',
  fixed: null,
}

test('the password of the mail server is written at the workstation, and never shown', async () => {
  const { gateway, person } = await visit('/nowhere')
  let kept: string | null = null
  const { overrides } = gateway.answers
  overrides.set('settings.list', () => ({ file: '/data/settings.yaml', problem: null, settings: [server] }))
  overrides.set('notifications.has_mail_password', () => ({ kept: kept !== null }))
  overrides.set('notifications.mail_password', ({ password }) => {
    kept = password as string | null
    return { success: true }
  })
  await person.open('/settings/messages')
  await person.sees('The vault holds none.')
  const field = person.page.getByLabel('Password for the mail server')
  await field.fill('p4ss')
  await field.press('Enter')
  await person.sees('The vault holds one.')
  expect([kept, await field.inputValue(), await field.getAttribute('type')]).toEqual(['p4ss', '', 'password'])
  await person.expectAccessible()
  await person.presses('Delete password')
  await person.sees('The vault holds none.')
  expect(kept).toBeNull()
})

test('elsewhere there is no field for it', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.scopes = ['read', 'drive', 'manage']
  gateway.answers.overrides.set('settings.list', () => ({
    file: '/data/settings.yaml',
    problem: null,
    settings: [server],
  }))
  await person.open('/settings/messages')
  await person.sees('What sends e-mail.')
  await expect.poll(() => person.page.getByLabel('Password for the mail server').count()).toBe(0)
})
