import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('everything on the home screen is reached by Tab, and the focus is always to be seen', async () => {
  const { person } = await visit('/')
  await person.sees(/^2 need you/)
  await person.button('Allow once').first().waitFor()
  const reached = new Set<string>()
  const unseen: string[] = []
  for (let step = 0; step < 40; step += 1) {
    await person.page.keyboard.press('Tab')
    const focus = await person.page.evaluate(() => {
      const element = document.activeElement
      const style = element === null ? null : getComputedStyle(element)
      return {
        name: element?.textContent || element?.getAttribute('aria-label') || '',
        outline: style?.outlineStyle ?? 'none',
      }
    })
    if (focus.name !== '' && focus.name.length < 60) {
      reached.add(focus.name.trim())
      unseen.push(...(focus.outline === 'none' ? [focus.name] : []))
    }
  }
  expect(unseen).toEqual([])
  for (const name of ['Allow once', 'Always…', 'Deny…', 'New session', 'Machine']) {
    expect(reached).toContain(name)
  }
})

test('an approval is answered without a mouse', async () => {
  const { gateway, person } = await visit('/session/$asking')
  await person.sees('Allow once')
  await person.button('Deny…').focus()
  await person.page.keyboard.press('Enter')
  await person.page.keyboard.type('Not now')
  await person.page.keyboard.press('Tab')
  await person.page.keyboard.press('Enter')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'approval.answer')?.params)
    .toMatchObject({ decision: 'deny', message: 'Not now' })
})

test('Esc leaves the composer, a second one stops the turn; Shift + Enter breaks the line and Enter sends', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.composer().focus()
  await person.page.keyboard.type('one')
  await person.page.keyboard.press('Shift+Enter')
  await person.page.keyboard.type('two')
  await person.page.keyboard.press('Enter')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'one\ntwo' })
  await person.page.keyboard.press('Escape')
  expect(await person.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'session.control')).toEqual([])
  await person.page.keyboard.press('Escape')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.control')?.params)
    .toMatchObject({ action: 'interrupt' })
})

test('ending a session asks first; Esc keeps it and the focus comes back', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.button('More for Frames in the wire protocol').focus()
  await person.page.keyboard.press('Enter')
  await person.page.getByRole('menuitem', { name: 'End…' }).focus()
  await person.page.keyboard.press('Enter')
  await person.page.getByRole('dialog', { name: /^End/ }).waitFor()
  await person.expectAccessible()
  await person.page.keyboard.press('Escape')
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await person.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe(
    'More for Frames in the wire protocol',
  )
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'session.control')).toEqual([])
})

test('a session is renamed, its model and mode changed', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.page.getByTitle(/· Rename$/).click()
  await person.page.getByRole('textbox', { name: 'Name of the session' }).fill('Frames')
  await person.page.keyboard.press('Enter')
  await person.sees('Frames')
  await person.page.getByRole('combobox', { name: 'Model' }).selectOption('haiku')
  await person.page.getByRole('combobox', { name: /without asking/ }).selectOption('acceptEdits')
  await expect
    .poll(() =>
      gateway.answers.calls.filter(({ name }) => name === 'session.control').map(({ params }) => params['action']),
    )
    .toEqual(['rename', 'set_model', 'set_permission_mode'])
})
