import { describe, expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'
import { ownWorld } from './world.ts'

const world = ownWorld({
  prepare: async (server) => {
    const headers = { authorization: 'Bearer hp_pat_nonsense' }
    for (let times = 0; times < 3; times += 1) {
      await fetch(`${server.info.local_url}/api/sessions`, { headers })
    }
    await server.homeport('token', 'create', '--name', 'night build', '--scope', 'read')
  },
})

async function readerOf(device: Device, colorScheme: 'light' | 'dark' = 'light') {
  const person = await world.enters(device, { colorScheme })
  return { person, page: person.page }
}

describe.each(['wide', 'phone'] as const)('on a %s screen', (device) => {
  test.each(['light', 'dark'] as const)('the audit log is found, read and looked through (%s)', async (scheme) => {
    const { person, page } = await readerOf(device, scheme)
    await person.opensMenu()
    await person.followsLink('Audit log')
    await person.sees(/made an access token/)
    await person.sees(/refused · AUTH_003/)
    await person.expectAccessible()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)

    await page.getByRole('main').getByRole('searchbox').fill('night build')
    await page
      .getByText(/signed in/)
      .first()
      .waitFor({ state: 'detached' })
    const line = page.getByRole('listitem')
    expect(await line.count()).toBe(1)
    await line.getByText('made an access token').click()
    await person.sees('access_token.create')
    await person.sees('this machine')
    await person.expectAccessible()

    await page.getByLabel('Outcome').selectOption('Failed')
    await person.sees('Nothing in the log matches.')
    await person.presses('Show everything')
    await person.sees(/refused · AUTH_003/)
    expect(await page.getByRole('main').getByRole('searchbox').inputValue()).toBe('')
  })
})

test('the keyboard alone opens an entry', async () => {
  const { person, page } = await readerOf('wide')
  await person.open('/audit')
  await person.sees(/made an access token/)
  await page.getByRole('button', { name: 'Refresh' }).focus()
  for (let times = 0; times < 30 && (await page.locator('summary:focus').count()) === 0; times += 1) {
    await page.keyboard.press('Tab')
  }
  await page.keyboard.press('Enter')
  await person.sees('Number')
  expect(await page.locator('details[open]').count()).toBe(1)
})

test('older entries come when they are asked for', async () => {
  const { person, page } = await readerOf('wide')
  const { id } = await world.server.program.createSession(temporaryFolder())
  for (let times = 0; times < 110; times += 1) {
    await world.server.program.call('PATCH', `/api/session/${id}`, { name: `name ${times}` })
  }
  await world.server.program.call('DELETE', `/api/session/${id}`)
  await person.open('/audit')
  await person.sees(/ended a session/)
  await person.presses('Older entries')
  await person.sees('The log starts here.')
  expect(await page.getByRole('listitem').count()).toBeGreaterThan(100)
})
