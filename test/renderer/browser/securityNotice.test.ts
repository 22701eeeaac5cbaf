import { describe, expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

const notice = {
  at: '2026-01-01T00:00:00.000Z',
  message:
    'A refresh token of "Safari on iPhone" was used a second time, from 203.0.113.7. It may have been stolen; that ' +
    'sign-in is ended.',
}

describe.each(['wide', 'phone'] as const)('something happened to a sign-in (%s)', (screen) => {
  test('says so on the page that is open, whichever it is, until it is put away', async () => {
    const { gateway, person } = await visit('/', screen)
    await person.sees('Connected')
    gateway.notice(notice)
    await person.sees(/may have been stolen/)
    await person.expectAccessible()
    await person.followsLink('New session')
    await person.sees(/Where should Claude work|New session/)
    await person.sees(/may have been stolen/)
    await person.presses('Dismiss')
    expect(await person.page.getByRole('alert').count()).toBe(0)
  })

  test('leads to the devices, and stays there', async () => {
    const { gateway, person } = await visit('/', screen, { colorScheme: 'dark' })
    await person.sees('Connected')
    gateway.answers.notices = [notice]
    gateway.notice(notice)
    await person.followsLink('See devices')
    await person.page
      .getByRole('region', { name: 'Notices' })
      .getByText(/may have been stolen/)
      .waitFor()
    expect(await person.page.getByRole('alert').textContent()).toContain('203.0.113.7')
    await person.expectAccessible()
  })
})
