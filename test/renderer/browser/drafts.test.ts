import { expect, test } from 'vitest'
import { LOST_SERVER } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'

const visit = harbour()

test('what is written on one device is in the composer of the other, and is cleared there once it is sent', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.composer().fill('Half a thought')
  await expect.poll(() => gateway.answers.drafts.kept.get(sessions.working.id)?.content).toBe('Half a thought')
  const other = await person.page.context().browser()?.newContext()
  const phone = await other?.newPage()
  await phone?.goto(person.page.url())
  const field = phone?.getByRole('textbox', { name: 'Message to Claude' })
  await expect.poll(() => field?.inputValue()).toBe('Half a thought')
  await field?.fill('Half a thought, and the rest')
  await expect.poll(() => person.composer().inputValue()).toBe('Half a thought, and the rest')
  await field?.press('Enter')
  await expect.poll(() => person.composer().inputValue()).toBe('')
  await other?.close()
})

test('what is typed here stays while another device writes something else; a person decides', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'wide', { tolerates: LOST_SERVER })
  await person.composer().fill('mine')
  await expect.poll(() => gateway.answers.drafts.kept.get(sessions.working.id)?.content).toBe('mine')
  gateway.answers.overrides.set('draft.save', () => {
    gateway.answers.overrides.delete('draft.save')
    gateway.answers.drafts.write(sessions.working.id, 'theirs')
    return gateway.answers.drafts['draft.save']({ session_id: sessions.working.id, after_version: 0 })
  })
  await person.composer().fill('mine, longer')
  const note = person.page.getByRole('status', { name: 'Draft of another device' })
  await note.getByText('theirs').waitFor()
  expect(await person.composer().inputValue()).toBe('mine, longer')
  await person.expectAccessible()
  await note.getByRole('button', { name: 'Add it below' }).click()
  await expect.poll(() => person.composer().inputValue()).toBe('mine, longer\ntheirs')
  await note.waitFor({ state: 'detached' })
  await expect.poll(() => gateway.answers.drafts.kept.get(sessions.working.id)?.content).toBe('mine, longer\ntheirs')
})

test('the draft of a new session goes on at another device as well', async () => {
  const { gateway, person } = await visit('/new')
  const field = person.page.getByRole('textbox', { name: 'What should Claude do?' })
  gateway.answers.drafts.write(undefined, 'Begun on the phone')
  await person.reload()
  await expect.poll(() => field.inputValue()).toBe('Begun on the phone')
})

test('what is typed while the network is cut is saved when it is back', async () => {
  const { gateway, sessions, person } = await visit('/session/$working', 'wide', { tolerates: LOST_SERVER })
  await person.composer().waitFor()
  // What keeps drafts has come: code that the network cut off comes with the next load only.
  await expect.poll(() => gateway.received.map(({ type }) => type)).toContain('read_draft')
  const port = Number(new URL(gateway.url).port)
  await gateway.close()
  await person.sees(/^Reconnecting/)
  await person.composer().fill('written in the tunnel')
  await gateway.listen(port)
  await expect
    .poll(() => gateway.answers.drafts.kept.get(sessions.working.id)?.content, { timeout: 15_000 })
    .toBe('written in the tunnel')
})
