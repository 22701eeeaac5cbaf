import { expect, test } from 'vitest'
import { holdRoute } from '#test/support/browser/holdRoute.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const commands = [
  { name: 'compact', description: 'Summarise the conversation', argument_hint: '[focus]', needs_terminal: false },
  { name: 'team:review', description: 'Review a change', argument_hint: '', needs_terminal: false },
  { name: 'color', description: '', argument_hint: '', needs_terminal: true },
]

test('a slash offers the commands of Claude Code with what they do, and Enter takes one before it sends', async () => {
  const { gateway, person } = await visit('/session/$working')
  gateway.answers.commands = commands
  await person.composer().focus()
  await person.page.keyboard.type('/')
  const list = person.page.getByRole('listbox', { name: 'Commands' })
  await list.getByRole('option').nth(2).waitFor()
  expect(await list.getByRole('option').allInnerTexts()).toEqual([
    expect.stringMatching(/^\/color\s+Only in the terminal$/),
    expect.stringMatching(/^\/compact \[focus\]\s+Summarise the conversation$/),
    expect.stringMatching(/^\/team:review\s+Review a change$/),
  ])
  await person.expectAccessible()
  await person.page.keyboard.type('rev')
  await expect.poll(() => list.getByRole('option').count()).toBe(1)
  await person.page.keyboard.press('Enter')
  expect(await person.composer().inputValue()).toBe('/team:review ')
  await list.waitFor({ state: 'detached' })
  await person.page.keyboard.type('now')
  await person.page.keyboard.press('Enter')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: '/team:review now' })
})

test('two Enters at once take a command and send it', async () => {
  const { gateway, person } = await visit('/session/$working')
  gateway.answers.commands = commands
  await person.composer().focus()
  await person.page.keyboard.type('/team:rev')
  await person.page.getByRole('listbox', { name: 'Commands' }).getByRole('option').waitFor()
  await person.composer().evaluate(async (area: HTMLTextAreaElement) => {
    const enter = { key: 'Enter', bubbles: true, cancelable: true }
    area.dispatchEvent(new KeyboardEvent('keydown', enter))
    // The page has put it in; that the caret has moved is told later.
    for (let turns = 0; turns < 1000 && area.value !== '/team:review '; turns += 1) {
      await Promise.resolve()
    }
    area.dispatchEvent(new KeyboardEvent('keydown', enter))
  })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: '/team:review ' })
})

test('a command that needs the terminal says so, and is not put into the message', async () => {
  const { gateway, person } = await visit('/session/$working')
  gateway.answers.commands = commands
  await person.composer().focus()
  await person.page.keyboard.type('/color')
  await person.sees('Only in the terminal')
  await person.page.keyboard.press('Tab')
  expect(await person.composer().inputValue()).toBe('/color')
})

test('an at sign offers files of the folder, and Esc closes the menu without stopping the turn', async () => {
  const { gateway, person } = await visit('/session/$working')
  gateway.answers.files = ['src/app.ts', 'docs/a plan.md']
  await person.composer().focus()
  await person.page.keyboard.type('Look at @')
  const list = person.page.getByRole('listbox', { name: 'Files' })
  await list.getByRole('option').nth(1).waitFor()
  await person.page.keyboard.press('ArrowDown')
  await person.page.keyboard.press('Tab')
  expect(await person.composer().inputValue()).toBe('Look at @"docs/a plan.md" ')
  await person.page.keyboard.type('and @s')
  await list.waitFor()
  await person.page.keyboard.press('Escape')
  await list.waitFor({ state: 'detached' })
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'session.control')).toEqual([])
})

test('an Enter that is faster than the search takes no file that was found for fewer letters', async () => {
  const { gateway, person } = await visit('/session/$working')
  const isNever = new Promise<never>(() => {})
  gateway.answers.overrides.set('file.complete', ({ q }) =>
    q === '' ? { files: [{ path: 'src/app.ts' }, { path: 'docs/plan.md' }], truncated: false } : isNever,
  )
  await person.composer().focus()
  await person.page.keyboard.type('@')
  const list = person.page.getByRole('listbox', { name: 'Files' })
  await list.getByRole('option').nth(1).waitFor()
  await person.page.keyboard.type('plan')
  await expect.poll(() => list.getByRole('option').allTextContents()).toEqual(['@docs/plan.md'])
  await person.page.keyboard.press('Enter')
  expect(await person.composer().inputValue()).toBe('@docs/plan.md ')
  await person.page.keyboard.type('@')
  await list.getByRole('option').nth(1).waitFor()
  await person.page.keyboard.type('boat')
  await expect.poll(() => list.getByRole('option').count()).toBe(0)
  // What was found for nothing holds no such file; the search may find one yet.
  await person.page.keyboard.press('Enter')
  expect(await person.composer().inputValue()).toBe('@docs/plan.md @boat')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'message.send')).toEqual([])
})

test('a tap on an offered file puts it into the message', async () => {
  const { gateway, person } = await visit('/session/$working', 'phone')
  gateway.answers.files = ['src/app.ts']
  await person.presses('Add to the message')
  await person.expectAccessible()
  await person.page.getByRole('menuitem', { name: 'Name a file (@)' }).tap()
  await person.page.getByRole('option', { name: /app\.ts/ }).tap()
  expect(await person.composer().inputValue()).toBe('@src/app.ts ')
})

test('Up in an empty message brings the earlier prompts back, Down leaves them again', async () => {
  const { person } = await visit('/session/$working')
  await person.sees(/8 tests pass/)
  await person.composer().focus()
  await person.page.keyboard.press('ArrowUp')
  await expect.poll(() => person.composer().inputValue()).not.toBe('')
  await person.page.keyboard.press('ArrowDown')
  await expect.poll(() => person.composer().inputValue()).toBe('')
})

test('Enter starts a session, Shift + Enter breaks the line, and model and permissions are offered there again', async () => {
  const { gateway, person } = await visit('/new')
  const prompt = person.page.getByRole('textbox', { name: 'What should Claude do?' })
  const model = person.page.getByRole('combobox', { name: 'Model' })
  await person.page.getByRole('combobox', { name: 'Folder' }).waitFor()
  await model.selectOption('haiku')
  await person.page.getByRole('combobox', { name: 'Permissions' }).selectOption('plan')
  await prompt.focus()
  await person.page.keyboard.type('one')
  await person.page.keyboard.press('Shift+Enter')
  await person.page.keyboard.type('two')
  await person.page.keyboard.press('Enter')
  await person.page.waitForURL(/\/session\//)
  await expect.poll(() => gateway.answers.calls.find(({ name }) => name === 'session.create')?.params).toBeDefined()
  const created = gateway.answers.calls.find(({ name }) => name === 'session.create')?.params
  expect(created).toMatchObject({ model: 'haiku', permission_mode: 'plan' })
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'one\ntwo' })
  await person.page.goto(`${gateway.url}/new?folder=${encodeURIComponent(String(created?.['project_path']))}`)
  await person.page.getByRole('combobox', { name: 'Folder' }).waitFor()
  await expect.poll(() => model.inputValue()).toBe('haiku')
})

test('on a phone Enter breaks the line of the first message too', async () => {
  const { person } = await visit('/new', 'phone')
  const prompt = person.page.getByRole('textbox', { name: 'What should Claude do?' })
  await prompt.focus()
  await person.page.keyboard.type('one')
  await person.page.keyboard.press('Enter')
  expect(await prompt.inputValue()).toBe('one\n')
})

test('on a phone a message is written and sent before the rest of the composer has come, and keeps the field', async () => {
  const { gateway, sessions, person } = await visit('/nowhere', 'phone')
  const release = await holdRoute(person.page, '**/assets/home-*.js')
  await person.page.goto(`${gateway.url}/session/${sessions.working.id}`)
  await person.composer().fill('Before all else')
  await person.page.getByRole('button', { name: 'Send' }).tap()
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'Before all else' })
  await person.composer().pressSequentially('Half a')
  const field = await person.composer().elementHandle()
  release()
  await person.page.getByRole('button', { name: 'When Claude gets it' }).waitFor()
  expect(await field?.evaluate((one) => one.isConnected && document.activeElement === one)).toBe(true)
  await person.page.keyboard.type(' thought')
  expect(await person.composer().inputValue()).toBe('Half a thought')
})
