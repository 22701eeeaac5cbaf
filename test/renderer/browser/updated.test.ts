import { describe, expect, test } from 'vitest'
import { until } from '#test/support/until.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

describe.each(['wide', 'phone'] as const)('the server is updated under an open page (%s)', (screen) => {
  test('says so, and a reload brings the new page without losing what was typed', async () => {
    const { gateway, person, sessions } = await visit('/', screen)
    await person.sees('Connected')
    await person.page.goto(`${gateway.url}/session/${sessions.working.id}`)
    const composer = person.page.getByRole('textbox').last()
    await composer.fill('A thought that is not sent yet')
    expect(await person.page.getByText('was updated').count()).toBe(0)

    gateway.version = '1.1.0'
    gateway.cut(1012)

    await person.sees(/Homeport was updated to 1\.1\.0/)
    await person.expectAccessible()
    expect(await composer.inputValue()).toBe('A thought that is not sent yet')
    await person.presses('Reload this page')
    await person.sees('Connected')
    expect(await composer.inputValue()).toBe('A thought that is not sent yet')
    expect(await person.page.getByText('was updated').count()).toBe(0)
  })

  test('a server that only restarted says nothing', async () => {
    const { gateway, person } = await visit('/', screen)
    await person.sees('Connected')
    const visits = () => gateway.received.filter(({ type }) => type === 'subscribe_all').length
    await heard(person.page)
    const before = visits()
    gateway.cut(1012)
    await until(() => visits() > before, { what: 'the page back at the server' })
    await person.sees('Connected')
    expect(await person.page.getByText('was updated').count()).toBe(0)
  })
})
