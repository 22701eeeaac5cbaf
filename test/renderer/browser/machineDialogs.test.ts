import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { UserId } from '#shared/ids.ts'
import type { Device } from '#shared/operations/device.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

async function panel() {
  const { gateway, person } = await visit('/nowhere', 'wide', { tolerates: /status of (404|500)/ })
  gateway.answers.devices = [device('here', true), device('phone'), device('gone'), device('tablet')]
  await person.open('/panel')
  await person.page.getByText('phone', { exact: true }).waitFor()
  return { gateway, person, dialog: person.page.getByRole('dialog') }
}

test('the focus comes back where it was, however a dialog is closed', async () => {
  const { person, dialog } = await panel()
  const opener = person.button('Lock down…')
  const hasFocus = () => opener.evaluate((it) => it === document.activeElement)
  await opener.focus()
  await person.types('Enter')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(hasFocus).toBe(true)
  await person.types('Enter')
  await dialog.waitFor()
  await person.types('Escape')
  await dialog.waitFor({ state: 'detached' })
  await expect.poll(hasFocus).toBe(true)
})

test('Lock down says how many sessions of everybody it pauses, and claims nothing while that is not known', async () => {
  const { gateway, person, dialog } = await panel()
  const answers: ((sessions: unknown) => void)[] = []
  gateway.answers.overrides.set('session.at_stake', () => new Promise((resolve) => answers.push(resolve)))
  await person.presses('Lock down…')
  await dialog.getByText('Pauses every session at work, where it is').waitFor()
  await expect.poll(() => answers.length).toBeGreaterThan(0)
  const sessions = (['ACTIVE', 'WORKING'] as const).map((status) => ({ name: 'x', status, background_tasks: [] }))
  answers.forEach((answer) => answer({ sessions }))
  await dialog.getByText('Pauses 1 session, where it is').waitFor()
})

test('signing all others out goes on past one that is gone already', async () => {
  const { gateway, person, dialog } = await panel()
  const revoked: unknown[] = []
  gateway.answers.overrides.set('device.revoke', ({ id }) => {
    revoked.push(id)
    if (id === 'gone') {
      throw new HomeportError('DEVICE_001', 'There is no such device any more: it was signed out already.')
    }
    return { success: true }
  })
  await person.presses('Sign out all others…')
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await person.sees('3 devices signed out.')
  expect(revoked).toEqual(['phone', 'gone', 'tablet'])
})

test('signing all others out says how many are when one is refused', async () => {
  const { gateway, person, dialog } = await panel()
  gateway.answers.overrides.set('device.revoke', ({ id }) => {
    if (id === 'gone') {
      throw new HomeportError('INTERNAL_001', 'The disk is full.')
    }
    return { success: true }
  })
  await person.presses('Sign out all others…')
  await dialog.getByRole('button', { name: 'Sign out' }).click()
  await person.sees('1 of 3 devices signed out. The disk is full.')
  await expect.poll(() => gateway.answers.calls.filter(({ name }) => name === 'device.revoke')).toHaveLength(2)
})

function device(name: string, current = false): Device {
  const at = new Date().toISOString()
  return {
    id: name,
    kind: 'sign_in',
    name,
    user: { id: UserId.parse('u1'), username: 'me' },
    address: null,
    created_at: at,
    last_used_at: at,
    expires_at: null,
    scopes: null,
    current,
  }
}
