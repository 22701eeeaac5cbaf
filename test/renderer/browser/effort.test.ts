import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import type { Session } from '#shared/session/session.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const levels = ['Default effort', 'Low effort', 'Medium effort', 'High effort']

async function opened(device: 'wide' | 'phone' = 'wide', options = {}) {
  const { gateway, person } = await visit('/nowhere', device, options)
  const session = gateway.add(new FakeSession({ effort_levels: ['low', 'medium', 'high'], effort: null }))
  await person.page.goto(`${gateway.url}/session/${session.id}`)
  const effort = person.page.getByRole('combobox', { name: 'Effort' })
  const asked = () => gateway.answers.calls.filter(({ name }) => name === 'session.control').map(({ params }) => params)
  const told = (fields: Partial<Session>) => {
    const timestamp = new Date().toISOString()
    const data = { session: { ...session.header.session, ...fields } }
    gateway.send({ type: 'session_updated', session_id: session.id, data, timestamp })
  }
  return { gateway, person, session, effort, asked, told }
}

test('the effort of a session is chosen beside model and mode, and what another device chose is shown', async () => {
  const { person, session, effort, asked, told } = await opened()
  await effort.waitFor()
  expect(await effort.locator('option').allTextContents()).toEqual(levels)
  await effort.selectOption('high')
  await expect.poll(asked).toContainEqual({ session_id: session.id, action: 'set_effort', effort: 'high' })
  await person.expectAccessible()

  told({ effort: 'low' })
  await expect.poll(() => effort.inputValue()).toBe('low')
  await effort.selectOption('')
  await expect.poll(asked).toContainEqual({ session_id: session.id, action: 'set_effort', effort: null })
})

test('a refused effort says why, and the chip shows what is in force', async () => {
  const { gateway, person, effort } = await opened('wide', { tolerates: /status of 409/ })
  gateway.answers.overrides.set('session.control', () => {
    throw new HomeportError('SESSION_003', 'The model does not take this effort.')
  })
  await effort.selectOption('high')
  await person.sees('The model does not take this effort.')
  await expect.poll(() => effort.inputValue()).toBe('')
})

test('where the model offers no choice there is no chip', async () => {
  const { person, effort, told } = await opened()
  await effort.waitFor()
  told({ effort_levels: [] })
  await effort.waitFor({ state: 'detached' })
  expect(await person.page.getByRole('combobox', { name: 'Model' }).isVisible()).toBe(true)
})

test('on a phone it is in the line that the one chip opens, large enough for a finger', async () => {
  const { person, effort } = await opened('phone')
  await person.presses(/· Ask first$/)
  await effort.waitFor()
  expect((await effort.boundingBox())?.height).toBeGreaterThanOrEqual(44)
  await person.expectAccessible()
})

test('a new session begins with the effort that was chosen, and the folder remembers it on Home too', async () => {
  const { gateway, person } = await visit('/new')
  const { page } = person
  const effort = page.getByRole('combobox', { name: 'Effort' })
  const model = page.getByRole('combobox', { name: 'Model' })
  await model.selectOption('sonnet')
  await effort.selectOption('high')
  await person.startsWith('Think it over')
  const created = () =>
    gateway.answers.calls.filter(({ name }) => name === 'session.create').map(({ params }) => params)
  await expect.poll(created).toMatchObject([{ model: 'sonnet', effort: 'high' }])

  await page.goto(`${gateway.url}/`)
  const form = page.getByRole('form', { name: 'New session' })
  await heard(person.page)
  await form.getByRole('combobox', { name: 'Folder' }).selectOption(String(created()[0]?.['project_path']))
  await expect.poll(() => form.getByRole('combobox', { name: 'Effort' }).inputValue()).toBe('high')
  await person.expectAccessible()
  await form.getByRole('textbox').fill('And once more')
  await form.getByRole('textbox').press('Enter')
  await expect.poll(created).toMatchObject([{}, { model: 'sonnet', effort: 'high' }])
})

test('a model without the chosen effort takes it back to the default before anything is sent', async () => {
  const { gateway, person } = await visit('/new')
  const { page } = person
  const effort = page.getByRole('combobox', { name: 'Effort' })
  await effort.selectOption('max')
  await page.getByRole('combobox', { name: 'Model' }).selectOption('haiku')
  await effort.waitFor({ state: 'detached' })
  await person.startsWith('Be quick')
  await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'session.create')?.params).toBeDefined()
  const created = gateway.answers.calls.find(({ name }) => name === 'session.create')?.params
  expect(created).toMatchObject({ model: 'haiku' })
  expect(created).not.toHaveProperty('effort')
})
