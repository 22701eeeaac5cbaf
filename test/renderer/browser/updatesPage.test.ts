import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import type { UpdateState } from '#shared/desktop/desktopState.ts'
import type { HostStatus } from '#shared/operations/host.ts'
import { until } from '#test/support/until.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

const older: HostStatus = {
  version: '1.1.0',
  host_version: '1.0.0',
  host_pid: 42,
  state: 'older',
  busy_sessions: 0,
}

/** The page as in the desktop program's window, which stands at `update`; `asked` are the channels it used. */
async function inTheProgram(page: Page, update: UpdateState): Promise<string[]> {
  const asked: string[] = []
  await page.exposeFunction('askProgram', (channel: string) => {
    asked.push(channel)
    return { ok: true, result: channel === 'update.install' ? { is_leaving: true } : update }
  })
  await page.addInitScript(() => {
    const { askProgram } = window as unknown as { readonly askProgram: (channel: string) => unknown }
    Object.assign(window, { homeport: { call: askProgram } })
  })
  await page.reload()
  return asked
}

describe.each(['wide', 'phone'] as const)('updates (%s)', (screen) => {
  test('sessions in an old host are moved when none of them works', async () => {
    const { gateway, person } = await visit('/', screen)
    gateway.answers.overrides.set('host.status', () => older)
    gateway.answers.overrides.set('host.renew', () => ({ ...older, host_version: '1.1.0', state: 'current' }))
    await person.page.goto(`${gateway.url}/updates`)
    await person.sees(/the sessions still run in 1\.0\.0/)
    await person.expectAccessible()
    await person.presses('Move the sessions to 1.1.0')
    await person.sees('Server and sessions run version 1.1.0.')
    await expect
      .poll(() => gateway.answers.calls.find(({ name }) => name === 'host.renew')?.params)
      .toEqual({ interrupt: false })
  })

  test('while one works they stay, unless turns may be cut', async () => {
    const { gateway, person } = await visit('/', screen, { colorScheme: 'dark' })
    gateway.answers.overrides.set('host.status', () => ({ ...older, busy_sessions: 2 }))
    gateway.answers.overrides.set('host.renew', () => ({ ...older, state: 'current' }))
    await person.page.goto(`${gateway.url}/updates`)
    await person.sees(/2 sessions at work/)
    expect(await person.page.getByRole('button', { name: 'Move the sessions to 1.1.0' }).isDisabled()).toBe(true)
    await person.expectAccessible()
    await person.presses('Move them now, cutting turns that run')
    await until(() => gateway.answers.calls.some(({ name }) => name === 'host.renew'), { what: 'the move' })
    expect(gateway.answers.calls.find(({ name }) => name === 'host.renew')?.params).toEqual({ interrupt: true })
  })

  test('in the program a fetched update is installed by a click', async () => {
    const { gateway, person } = await visit('/updates', screen)
    gateway.answers.overrides.set('host.status', () => older)
    const asked = await inTheProgram(person.page, { kind: 'ready', version: '1.2.0' })
    await person.sees(/Homeport 1\.2\.0 is fetched and checked/)
    await person.expectAccessible()
    await person.presses('Install and restart')
    await until(() => asked.includes('update.install'), { what: 'the installation' })
    expect(await person.page.getByRole('alert').count()).toBe(0)
  })

  test('a failure says what was kept, and can be tried again', async () => {
    const { person } = await visit('/updates', screen)
    const asked = await inTheProgram(person.page, { kind: 'failed', message: 'No list. This version goes on working.' })
    await person.sees('No list. This version goes on working.')
    await person.presses('Try again')
    await until(() => asked.includes('update.check'), { what: 'the look' })
    expect(asked).not.toContain('update.install')
  })
})
