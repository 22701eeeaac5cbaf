import { expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { actionEnd, fileAction } from '#test/fakes/fakeRuns.ts'
import { FakeSession } from '#test/fakes/fakeSession.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('Ctrl+K finds a session by a part of its name and opens it with Enter', async () => {
  const { person, sessions } = await visit('/')
  await open(person)
  await person.writes('dotf')
  await expect
    .poll(() => options(person))
    .toEqual([expect.stringMatching(/^dotfiles/), expect.stringMatching(/dotfiles/)])
  await person.expectAccessible()
  await person.types('Enter')
  await person.page.waitForURL((url) => url.pathname === `/session/${sessions.done.id}`)
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
})

test('what needs a person comes first; arrows move, Esc closes and the focus returns to where it was', async () => {
  const { person } = await visit('/session/$working')
  await person.composer().focus()
  await open(person)
  expect((await options(person))[0]).toMatch(/^(api-server|website)[^]*Needs you/)
  await person.types('ArrowDown')
  expect(await active(person)).toBe(1)
  await person.types('ArrowUp')
  await person.types('ArrowUp')
  expect(await active(person)).toBe((await options(person)).length - 1)
  await person.types('Escape')
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
  expect(await person.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Message to Claude')
})

test('a command about the session that is open asks before it deletes', async () => {
  const { gateway, person } = await visit('/session/$working')
  await open(person)
  await person.writes('> delete')
  await person.types('Enter')
  await person.page.getByRole('dialog', { name: 'Delete “Frames in the wire protocol”?' }).waitFor()
  await person.types('Escape')
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'session.delete')).toEqual([])
})

test('the turn is stopped, colours change and a folder becomes a new session from there', async () => {
  const { gateway, person } = await visit('/session/$working')
  await run(person, '> stop the turn')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'session.control')?.params)
    .toMatchObject({ action: 'interrupt' })
  await run(person, '> theme dark')
  await expect.poll(() => person.page.evaluate(() => document.documentElement.dataset['theme'])).toBe('dark')
  await run(person, 'new session in dotfiles')
  await person.page.waitForURL(/\/new\?folder=%2Fhome%2Fme%2Fdotfiles$/)
})

test('nobody is offered what would be refused', async () => {
  const { gateway, person } = await visit('/nowhere')
  gateway.scopes = ['read']
  await person.open('/')
  await expect.poll(() => person.page.evaluate(() => localStorage.getItem('homeport.scopes'))).toBe('read')
  await open(person)
  for (const query of ['> ', 'panel', 'settings', 'new session']) {
    await person.page.getByRole('combobox', { name: /^Search/ }).fill(query)
    expect((await options(person)).join('\n')).not.toMatch(/New session|Panel|settings\.|Delete|Archive session|Stop/)
  }
})

test('actions of the project stand among the commands, with how each ended and the key of the last', async () => {
  const { gateway, person } = await visit('/session/$working')
  gateway.answers.runs.actions = [
    fileAction('build'),
    fileAction('test', { last: actionEnd('2026-11-28T11:00:00.000Z', 2) }),
  ]
  await open(person)
  await person.writes('> run')
  await expect
    .poll(() => options(person))
    .toEqual(expect.arrayContaining([expect.stringMatching(/^Run test.*npm run test · Exit code 2 · 2\.3 s.*R$/s)]))
  await person.writes(' build')
  await person.types('Enter')
  await expect.poll(() => gateway.answers.runs.started).toMatchObject([{ action_id: 'package-build' }])
})

test('a setting is found by its key or name and comes into view with the focus on it', async () => {
  const { gateway, person } = await visit('/')
  gateway.answers.overrides.set('settings.list', () => ({
    file: '/home/me/.homeport/settings.yaml',
    problem: null,
    settings: [setting('log.level'), setting('limits.connections_per_user')],
  }))
  await open(person)
  const search = person.page.getByRole('combobox', { name: /^Search/ })
  await search.fill('about level')
  await person.sees(/log\.level/)
  await search.fill('connections per')
  await person.sees(/limits\.connections_per_user/)
  await person.types('Enter')
  await person.page.waitForURL(/\/settings$/)
  await expect
    .poll(() => person.page.evaluate(() => document.activeElement?.id))
    .toBe('setting-limits.connections_per_user')
})

test('of 500 sessions each is found, also one that the page has not loaded', async () => {
  const { gateway, person } = await visit('/nowhere')
  for (let index = 0; index < 500; index += 1) {
    gateway.add(new FakeSession({ name: `task ${index}`, workspace_path: `/home/me/code/p${index % 20}` }))
  }
  await person.open('/')
  await open(person)
  await person.writes('task 437')
  await expect.poll(async () => (await options(person))[0]).toMatch(/^task 437/)
})

test('messages are found below sessions, their words marked; Enter opens the session or History at the message', async () => {
  const { gateway, person, sessions } = await visit('/')
  const { working } = sessions
  const { name, status } = working.header.session
  gateway.answers.history.add('c1', ['Why is it slow?', 'The harbour pool is empty.'])
  gateway.answers.history.add(working.id, ['Fill it', 'The harbour pool is full.'], {
    session: { session_id: working.id, name, status },
  })
  await open(person)
  await person.writes('harbour pool')
  await expect
    .poll(async () => (await options(person)).slice(0, 3))
    .toEqual([
      'The harbour pool is empty.\nWhy is it slow? · api-server',
      'The harbour pool is full.\nFill it · api-server',
      'Search all history for “harbour pool”\n2 matches',
    ])
  expect(await found(person).first().locator('b').allTextContents()).toEqual(['harbour pool'])
  await person.expectAccessible()
  await person.types('Enter')
  await person.page.waitForURL(/\/history\?open=c1&at=c1-a$/)
  await person.page.getByRole('log').getByText('The harbour pool is empty.').waitFor()
  await open(person)
  await person.writes('harbour pool')
  await expect.poll(async () => (await options(person)).length).toBeGreaterThan(2)
  await person.types('ArrowDown')
  await person.types('Enter')
  await person.page.waitForURL(new RegExp(`/session/${working.id}\\?at=`))
})

test('a phone shows it over the whole screen, with a button to close it', async () => {
  const { person } = await visit('/', 'phone')
  await person.presses('Search')
  const box = await person.page.getByRole('dialog', { name: 'Search' }).boundingBox()
  expect(box).toMatchObject({ x: 0, y: 0, width: person.page.viewportSize()?.width })
  await person.expectAccessible()
  await found(person).filter({ hasText: 'dotfiles' }).first().click()
  await person.page.waitForURL(/\/session\//)
})

async function open(person: Person): Promise<void> {
  await person.page.waitForFunction(() => document.querySelector('main, [role="main"]') !== null)
  await expect
    .poll(async () => {
      await person.types('Control+k')
      return person.page.getByRole('combobox', { name: /^Search/ }).count()
    })
    .toBe(1)
}

async function run(person: Person, query: string): Promise<void> {
  await open(person)
  await person.page.getByRole('combobox', { name: /^Search/ }).fill(query)
  await person.types('Enter')
}

function found(person: Person) {
  return person.page.getByRole('listbox', { name: 'Results' }).getByRole('option')
}

function options(person: Person): Promise<string[]> {
  return found(person).allInnerTexts()
}

function active(person: Person): Promise<number> {
  return found(person).evaluateAll((all) => all.findIndex((one) => one.getAttribute('aria-selected') === 'true'))
}

function setting(key: string): object {
  return {
    key,
    label: `About ${key.replace(/.*\./, '').replaceAll('_', ' ')}`,
    group: 'advanced',
    unit: null,
    description: `What ${key} is for.`,
    value: 'x',
    default: 'x',
    form: { kind: 'text' },
    origin: { kind: 'default' },
    fixed: null,
    takes_effect: 'now',
    waits_for_restart: false,
    variable: 'HOMEPORT_X',
    keeper: 'manage',
  }
}
