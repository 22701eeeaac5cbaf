import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import { ownWorld } from './world.ts'

const world = ownWorld()

async function personAt(device: Device, colorScheme: 'light' | 'dark' = 'light') {
  const person = await world.enters(device, { colorScheme, tolerates: /status of 400/ })
  if (device === 'phone') {
    await person.opensMenu()
  }
  await person.followsLink('Settings')
  await person.sees('limits.requests_per_minute')
  return { person, page: person.page }
}

const file = () => path.join(world.server.info.data_dir, 'settings.yaml')

describe.each([
  ['wide', 'light'],
  ['phone', 'dark'],
] as const)('on a %s screen in %s colours', (device, scheme) => {
  test('settings are read, changed, refused in place and reset', async () => {
    const { person, page } = await personAt(device, scheme)
    await person.expectAccessible()
    expect(await person.overflow()).toBe(0)
    expect(await page.getByLabel('Address of the Messages API').isDisabled()).toBe(true)
    await person.sees(/It is fixed by the environment variable HOMEPORT_ANTHROPIC_BASE_URL/)

    const limit = page.getByLabel('Connections per person', { exact: true })
    await limit.fill('none')
    await person.presses(/^Save$/)
    await person.sees('"limits.connections_per_user" must be a whole number. Nothing was changed.')
    await limit.fill('7')
    await person.presses(/^Save$/)
    await person.sees(/connections_per_user · From settings.yaml, line 2 · default: 3/)
    expect(readFileSync(file(), 'utf8')).toBe('limits:\n  connections_per_user: 7\n')
    await person.expectAccessible()
    await person.presses('Reset Connections per person to its default')
    await person.sees(/connections_per_user · Default/)
    await expect.poll(() => limit.inputValue()).toBe('3')
  })
})

test('a file that is broken is told on the page, with the line and the right name', async () => {
  const { person } = await personAt('wide')
  appendFileSync(file(), '\nlimit: 7\n')
  await expect
    .poll(
      async () => {
        await person.reload()
        await person.sees('Connections per person')
        return person.page.getByRole('alert').allTextContents()
      },
      { timeout: 10_000 },
    )
    .toEqual([
      expect.stringMatching(/^The file cannot be used.*line \d+: "limit" is not a setting. Did you mean "limits/),
    ])
  writeFileSync(file(), '')
})
