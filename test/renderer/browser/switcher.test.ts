import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()

test('on a phone a tap on the name leads to the other sessions, what needs a person first', async () => {
  const { sessions, person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  await person.presses('Frames in the wire protocol')
  const sheet = person.page.getByRole('dialog', { name: 'Switch session' })
  await sheet.waitFor()
  expect(await sheet.getByRole('heading', { level: 3 }).allInnerTexts()).toEqual(['Needs you', 'Recent'])
  expect(await person.overflow()).toBe(0)
  await person.expectAccessible()
  expect(await sheet.getByRole('link', { name: /^Frames/ }).count()).toBe(0)
  await sheet.getByRole('link', { name: /^website/ }).tap()
  await sheet.waitFor({ state: 'detached' })
  expect(new URL(person.address()).pathname).toBe(`/session/${sessions.question.id}`)
  await person.sees('Claude asks')
})

test('the sheet of sessions is closed without a choice, and the focus returns to the name', async () => {
  const { person } = await visit('/session/$working', 'phone')
  await person.sees('Go on')
  await person.presses('Frames in the wire protocol')
  const sheet = person.page.getByRole('dialog', { name: 'Switch session' })
  await sheet.getByRole('button', { name: 'Close' }).tap()
  await sheet.waitFor({ state: 'detached' })
  await expect.poll(() => person.page.evaluate(() => document.activeElement?.textContent)).toMatch(/^Frames/)
})
