import { expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('a session is archived from the home screen, found under Archived, and brought back', async () => {
  const { gateway, person } = await visit('/')
  await choose(person, 'dotfiles', 'Archive')
  await person.sees('Archived “dotfiles”.')
  await row(person, 'dotfiles').waitFor({ state: 'detached' })
  await person.page.getByRole('navigation', { name: 'Sessions' }).locator('details > summary').click()
  await person.followsLink('Archived sessions')
  await person.page.getByRole('heading', { name: 'Archived' }).waitFor()
  await row(person, 'dotfiles').waitFor()
  await person.expectAccessible()

  await choose(person, 'dotfiles', 'Unarchive')
  await person.sees('Nothing is archived.')
  await expect.poll(() => updates(gateway)).toEqual([{ archived: true }, { archived: false }])
})

test('Undo in the message brings an archived session back at once', async () => {
  const { gateway, person } = await visit('/')
  await choose(person, 'dotfiles', 'Archive')
  await person.presses('Undo')
  await row(person, 'dotfiles').waitFor()
  await expect.poll(() => updates(gateway)).toEqual([{ archived: true }, { archived: false }])
})

test('deleting says what goes and what stays, asks first, and is taken back by Undo', async () => {
  const { gateway, person } = await visit('/')
  await choose(person, 'dotfiles', 'Delete…')
  const dialog = person.page.getByRole('dialog', { name: 'Delete “dotfiles”?' })
  await dialog.getByText(/conversation, approvals and results are deleted/).waitFor()
  await dialog.getByText(/the files in its folder/).waitFor()
  await person.expectAccessible()
  await person.presses('Cancel')
  await heard(person.page)
  expect(names(gateway)).toEqual([])

  await choose(person, 'dotfiles', 'Delete…')
  await person.presses('Delete session')
  await row(person, 'dotfiles').waitFor({ state: 'detached' })
  await person.presses('Undo')
  await row(person, 'dotfiles').waitFor()
  await expect.poll(() => names(gateway)).toEqual(['session.delete', 'session.restore'])
})

test('whoever deletes the session in front of them comes home', async () => {
  const { person } = await visit('/session/$working')
  await choose(person, 'Frames in the wire protocol', 'Delete…')
  await person.presses('Delete session')
  await person.page.waitForURL((url) => url.pathname === '/')
  await person.sees('Deleted “Frames in the wire protocol”.')
  await expect.poll(() => row(person, 'Frames in the wire protocol').count()).toBe(0)
})

test('a pinned session has its place, and is renamed where it stands', async () => {
  const { person } = await visit('/')
  await choose(person, 'dotfiles', 'Pin')
  await person.page
    .getByRole('region', { name: 'Pinned' })
    .getByRole('link', { name: /dotfiles/ })
    .waitFor()
  await choose(person, 'dotfiles', 'Rename…')
  await person.page.getByRole('textbox', { name: 'Name of the session' }).fill('shell start')
  await person.page.keyboard.press('Enter')
  await row(person, 'shell start').waitFor()
  await choose(person, 'shell start', 'Unpin')
  await expect.poll(() => person.page.getByRole('region', { name: 'Pinned' }).count()).toBe(0)
})

test('the menu opens, moves and closes by keyboard, and gives the focus back', async () => {
  const { person } = await visit('/')
  const more = person.button('More for dotfiles')
  await more.focus()
  await person.types('Enter')
  const focused = () => person.page.evaluate(() => document.activeElement?.textContent)
  await expect.poll(focused).toBe('Rename…')
  await person.types('ArrowUp')
  expect(await focused()).toBe('Delete…')
  await person.types('Home')
  await person.types('ArrowDown')
  expect(await focused()).toBe('Pin')
  await person.expectAccessible()
  await person.types('Escape')
  await person.page.getByRole('menu').waitFor({ state: 'detached' })
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.getAttribute('aria-label')))
    .toBe('More for dotfiles')
})

test('on a phone the menu is a sheet whose entries a finger can hit', async () => {
  const { person } = await visit('/', 'phone')
  await person.presses('More for dotfiles')
  const heights = await person.page
    .getByRole('menuitem')
    .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(44)
  await person.expectAccessible()
})

function row(person: Person, name: string) {
  return person.page.getByRole('main').getByRole('link', { name: new RegExp(name) })
}

async function choose(person: Person, session: string, entry: string): Promise<void> {
  await person.button(`More for ${session}`).click()
  await person.page.getByRole('menuitem', { name: entry, exact: true }).click()
}

type Gateway = Awaited<ReturnType<typeof visit>>['gateway']

function names({ answers }: Gateway): string[] {
  return answers.calls.map(({ name }) => name).filter((name) => /delete|restore/.test(name))
}

function updates({ answers }: Gateway): unknown[] {
  return answers.calls.flatMap(({ name, params }) =>
    name === 'session.update'
      ? [Object.fromEntries(Object.entries(params).filter(([key]) => key !== 'session_id'))]
      : [],
  )
}
