import { readFileSync } from 'node:fs'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import { ownWorld } from './world.ts'

const world = ownWorld()

async function personAt(device: Device, colorScheme: 'light' | 'dark' = 'light') {
  const person = await world.enters(device, { colorScheme })
  return { person, page: person.page }
}

/** Taken for people who look at it; nobody compares it. */
async function picture(page: Awaited<ReturnType<typeof personAt>>['page'], name: string): Promise<void> {
  const folder = process.env['HOMEPORT_PICTURES']
  if (folder !== undefined) {
    await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
  }
}

describe.each([
  ['wide', 'light'],
  ['phone', 'dark'],
  ['wide', 'dark'],
] as const)('on a %s screen in %s colours', (device, scheme) => {
  test('one screen tells whether all is well, who can come in and what runs', async () => {
    const name = `panel-${device}-${scheme}`
    const session = await world.server.program.createSession(world.server.folder(name), { name })
    const viewer = await world.server.program.watch()
    onTestFinished(() => viewer.close())
    await viewer.follow(session.id)
    await viewer.say(session.id, '@text Hello')
    await viewer.event(session.id, 'turn_completed')
    const { person, page } = await personAt(device, scheme)
    await person.followsLink('Machine')
    await person.sees('Off: nobody but this machine can connect.')
    await person.sees(/^Nobody signs in with GitHub/)
    await person.sees(/^Processor \(\d+ cores\)$/)
    await person.sees('Sessions and their events')
    await person.sees(/^Memory: secrets are gone/)
    // Live: two looks are needed for a share of the processor.
    const load = page
      .getByRole('main')
      .getByRole('listitem')
      .filter({ has: page.locator(`a[href="/session/${session.id}"]`) })
    await expect.poll(() => load.innerText(), { timeout: 15_000 }).toMatch(/\d %[\s\S]*MB/)
    await person.sees('All is well.')
    await person.expectAccessible()
    expect(await person.overflow()).toBe(0)
    await picture(page, name)
  })

  test('logs are looked through and followed', async () => {
    const { person, page } = await personAt(device, scheme)
    await person.open('/logs')
    await person.sees('ready')
    await person.expectAccessible()
    expect(await person.overflow()).toBe(0)
    await page.getByText('ready', { exact: true }).first().click()
    await person.sees(/"port":/)
    await picture(page, `logs-${device}-${scheme}`)
    await page.getByLabel('Process').selectOption('host')
    await person.sees('the session host is ready')
    await page.getByRole('main').getByRole('searchbox').fill('no such words')
    await person.sees('Nothing in the logs matches.')
    await page.getByRole('main').getByRole('searchbox').fill('')
    await page.getByLabel('Process').selectOption('all')
    await person.presses('Follow')
    await world.server.homeport('settings', 'set', 'limits.connections_per_user', device === 'wide' ? '7' : '8')
    await person.sees('settings changed')
    await person.expectAccessible()
  })

  test('with remote access on, the address, its code and the certificate are there', async () => {
    const on = await world.server.homeport('remote', 'on', '--bind', '127.0.0.1', '--port', '0', '--json')
    const { remote_url } = JSON.parse(on.stdout) as { remote_url: string }
    await world.server.homeport('allow', '583231', '--role', 'member')
    const { person, page } = await personAt(device, scheme)
    await person.open('/panel')
    await page.getByRole('link', { name: remote_url }).waitFor()
    await page.getByRole('button', { name: 'Pair a phone' }).click()
    await page.getByRole('img', { name: 'QR code to pair a phone with' }).waitFor()
    await person.sees(/^Certificate until .*, renewed by itself\.$/)
    await person.sees('Number 583231')
    await person.expectAccessible()
    expect(await person.overflow()).toBe(0)
    await picture(page, `panel-remote-${device}-${scheme}`)
    await world.server.homeport('remote', 'off')
    await world.server.homeport('disallow', '583231')
  })

  test('settings', async () => {
    const { person, page } = await personAt(device, scheme)
    await person.open('/settings')
    await person.sees('limits.requests_per_minute')
    await picture(page, `settings-${device}-${scheme}`)
    expect(await person.overflow()).toBe(0)
  })
})

test('the diagnostics are downloaded from the panel, as one file that can be read', async () => {
  const { person, page } = await personAt('wide')
  await person.open('/panel')
  const [download] = await Promise.all([
    page.waitForEvent('download', { timeout: 40_000 }),
    person.presses('Download diagnostics'),
  ])
  expect(download.suggestedFilename()).toBe('homeport-diagnostics.json')
  const bundle: unknown = JSON.parse(readFileSync(await download.path(), 'utf8'))
  expect(bundle).toMatchObject({ kind: 'homeport.diagnostics', failed: {}, parts: { doctor: { checks: {} } } })
})
