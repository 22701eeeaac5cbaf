import { expect, test } from 'vitest'
import { holdRoute } from '#test/support/browser/holdRoute.ts'
import type { Person } from '#test/support/browser/person.ts'
import { approvalOf, setHeader } from '#test/renderer/scene.ts'
import { harbour } from './harbour.ts'
import { leaveField, ready } from './shortcutsReady.ts'
import { heard } from './heard.ts'

const visit = harbour()

test('? lists all shortcuts, and single keys can be switched off for this browser', async () => {
  const { person } = await visit('/')
  await person.button('Allow once').first().waitFor()
  await person.types('Shift')
  await opens(person, '?', 'dialog')
  await person.sees('Next session that needs you')
  await person.expectAccessible()
  await person.page.getByRole('checkbox', { name: /single key/ }).uncheck()
  await person.types('Escape')
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
  await person.types('c')
  await person.types('n')
  expect(new URL(person.address()).pathname).toBe('/')
  await person.reload()
  await person.button('Allow once').first().waitFor()
  await person.types('c')
  await opens(person, 'Control+k', 'combobox')
  expect(new URL(person.address()).pathname).toBe('/')
})

test('C begins a session, N goes through what needs a person', async () => {
  const { sessions, person } = await visit('/')
  await person.button('Allow once').first().waitFor()
  await ready(person)
  await person.types('n')
  await person.page.waitForURL(new RegExp(sessions.asking.id))
  await person.sees('Allow once')
  await leaveField(person)
  await person.types('n')
  await person.page.waitForURL(new RegExp(sessions.question.id))
  await person.page.getByText('Which colour scheme').first().waitFor()
  await leaveField(person)
  await person.types('c')
  await person.page.getByRole('heading', { name: 'New session' }).waitFor()
  expect(new URL(person.address()).pathname).toBe('/new')
})

test('keys that are pressed while the shortcuts are on their way count, in their order', async () => {
  const { sessions, person } = await visit('/nowhere')
  const letGo = await holdShortcuts(person, '/')
  await person.types('n')
  await person.types('n')
  expect(new URL(person.address()).pathname).toBe('/')
  letGo()
  await person.page.waitForURL(new RegExp(sessions.question.id))
})

test('a key on its way allows what had the focus when it was pressed, and nothing that has it only later', async () => {
  const { gateway, person } = await visit('/nowhere')
  const answers = () => gateway.answers.calls.filter(({ name }) => name === 'approval.answer')
  const letGo = await holdShortcuts(person, '/')
  await person.types('a')
  await person.types('d')
  await person.button('Allow once').first().focus()
  await person.types('?')
  letGo()
  await person.page.getByRole('dialog').waitFor()
  await heard(person.page)
  expect(answers()).toEqual([])
  expect(await person.page.getByLabel('Tell Claude why (optional)').count()).toBe(0)

  const letGoAgain = await holdShortcuts(person, '/')
  await person.button('Allow once').first().focus()
  await person.types('a')
  await heard(person.page)
  expect(answers()).toEqual([])
  letGoAgain()
  await expect.poll(() => answers().length).toBe(1)
})

test('an Esc on its way that has closed a dialog already stops no turn; one of the conversation does', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  const controls = () => gateway.answers.calls.filter(({ name }) => name === 'session.control')
  const stops = () => controls().filter(({ params }) => JSON.stringify(params).includes('interrupt'))
  const path = `/session/${sessions.working.id}`
  const letGo = await holdShortcuts(person, path)
  await person
    .button(/^Put files back/)
    .first()
    .focus()
  await person.types('Enter')
  await person.page.getByRole('dialog').waitFor()
  await person.types('Escape')
  await person.page.getByRole('dialog').waitFor({ state: 'detached' })
  await person.types('?')
  letGo()
  await person.sees('Next session that needs you')
  await heard(person.page)
  expect(stops()).toEqual([])

  const letGoAgain = await holdShortcuts(person, path)
  await leaveField(person)
  await person.types('Escape')
  await heard(person.page)
  expect(stops()).toEqual([])
  letGoAgain()
  await expect.poll(() => stops().length).toBe(1)
})

test('an approval has the keys: the message to Claude does not take them when it comes', async () => {
  const { person } = await visit('/session/$asking')
  await person.sees('Allow once')
  await person.composer().waitFor()
  expect(await person.page.evaluate(() => document.activeElement?.tagName)).toBe('BODY')
})

test('letters and signs stay letters where somebody writes', async () => {
  const { gateway, person } = await visit('/session/$asking')
  await person.sees('Allow once')
  await ready(person)
  await person.composer().focus()
  await person.page.keyboard.type('canned jak? /de')
  expect(await person.composer().inputValue()).toBe('canned jak? /de')
  expect(await person.page.getByRole('dialog').count()).toBe(0)
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'approval.answer')).toEqual([])
})

test('J and K walk the home screen; A allows the approval that has the focus, D asks for a reason', async () => {
  const { gateway, person } = await visit('/')
  await person.button('Allow once').first().waitFor()
  await ready(person)
  await person.types('a')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'approval.answer')).toEqual([])
  await person.types('j')
  expect(await focused(person)).toBe('Needs you')
  await person.types('d')
  await person.page.getByLabel('Tell Claude why (optional)').waitFor()
  await person.button('Allow once').first().focus()
  await expect.poll(() => person.button('Allow once').first().getAttribute('title')).toBe('Allow once (A)')
  expect(await person.button('Allow once').first().getAttribute('aria-keyshortcuts')).toBe('A')
  await person.types('a')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'approval.answer')?.params)
    .toMatchObject({ decision: 'allow' })
})

test('1 to 4 choose an answer, the last of them writes one, and letters are letters there', async () => {
  const { gateway, person } = await visit('/session/$question')
  const card = person.card('Which colour scheme')
  await card.region.focus()
  await person.types('2')
  const choices = card.region.getByRole('radio')
  await expect.poll(() => choices.nth(1).isChecked()).toBe(true)
  await person.types('1')
  await expect.poll(() => choices.nth(0).isChecked()).toBe(true)
  await person.types(String((await choices.count()) + 1))
  const other = card.region.getByRole('textbox')
  await expect.poll(() => other.evaluate((field) => field === document.activeElement)).toBe(true)
  await person.page.keyboard.type('2 greys')
  expect(await other.inputValue()).toBe('2 greys')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'approval.answer')).toEqual([])
})

test('for a while after the last letter of a text, A and D are no answer', async () => {
  const { gateway, person } = await visit('/session/$asking')
  await person.sees('Allow once')
  await ready(person)
  const answers = () => gateway.answers.calls.filter(({ name }) => name === 'approval.answer')
  const card = person.card('npm run migrate').region
  await person.composer().focus()
  // In one turn of the page's loop: however slow the machine is, no time passes.
  await card.evaluate((region) => {
    const keys = ['x', 'a', 'd'].map((key) => new KeyboardEvent('keydown', { key, bubbles: true }))
    for (const event of keys) {
      document.activeElement?.dispatchEvent(event)
      ;(region as HTMLElement).focus()
    }
  })
  await heard(person.page)
  expect(answers()).toEqual([])
  expect(await person.page.getByLabel('Tell Claude why (optional)').count()).toBe(0)
  await expect
    .poll(async () => {
      await person.types('a')
      return answers().length
    })
    .toBe(1)
})

test('A never allows what is marked as dangerous', async () => {
  const { gateway, sessions, person } = await visit('/nowhere')
  const input = { command: 'rm -rf /tmp/x' }
  const dangers = [{ code: 'deletes_files', text: 'Deletes files.', field: 'command', start: 0, end: 6 }]
  sessions.done.write((log) => log.ask({ ...approvalOf('rm', 'Bash', input), dangers }))
  setHeader(sessions.done, { status: 'WAITING' })
  await person.open(`/session/${sessions.done.id}`)
  await person.button('Allow once').waitFor()
  await ready(person)
  await person.button('Allow once').focus()
  await person.types('a')
  await person.types('a')
  expect(await person.button('Allow once').getAttribute('aria-keyshortcuts')).toBeNull()
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'approval.answer')).toEqual([])
})

test('Ctrl with an arrow goes from message to message, and to the end', async () => {
  const { sessions, person, gateway } = await visit('/nowhere')
  sessions.done.write((log) => {
    for (let turn = 0; turn < 30; turn += 1) {
      log.prompt(`Message number ${turn}`)
      log.text('A long answer. '.repeat(120))
      log.turnEnd({ duration_ms: 1000 })
    }
  })
  expect(gateway.sessions.size).toBe(5)
  await person.open(`/session/${sessions.done.id}`)
  await person.sees('Message number 29')
  await ready(person)
  // The jumps come with the search, once the page is idle.
  await expect
    .poll(async () => {
      await person.types('Control+f')
      return person.page.getByRole('search').count()
    })
    .toBe(1)
  await person.types('Escape')
  await leaveField(person)
  const top = () =>
    person.page.getByRole('log').evaluate((log) => {
      const { left, top: edge, width } = log.getBoundingClientRect()
      return document.elementFromPoint(left + width / 2, edge + 30)?.closest('[data-index]')?.textContent
    })
  await person.types('Control+ArrowUp')
  await expect.poll(top).toContain('Message number 28')
  await person.types('Control+ArrowUp')
  await expect.poll(top).toContain('Message number 27')
  await person.types('Control+ArrowDown')
  await expect.poll(top).toContain('Message number 28')
  await person.types('Control+ArrowDown')
  await expect.poll(() => person.belowTheEnd()).toBeLessThan(2)
  // Keys that come faster than frames count, each.
  await person.page.getByRole('log').evaluate((log) => {
    for (let key = 0; key < 3; key += 1) {
      log.dispatchEvent(new CustomEvent('homeport:prompt', { detail: -1, cancelable: true }))
    }
  })
  await expect.poll(top).toContain('Message number 26')
})

test('the first Tab of a page leads past its bar, to the content or to the composer', async () => {
  const { person } = await visit('/session/$working')
  await person.composer().waitFor()
  await leaveField(person)
  await person.page.evaluate(() => document.querySelector<HTMLElement>('.skip-link')?.focus())
  await person.types('Tab')
  expect(await person.page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the composer')
  await ready(person)
  await person.types('Enter')
  await expect.poll(() => focused(person)).toBe('Message to Claude')
  await person.page.evaluate(() => document.querySelector<HTMLElement>('.skip-link')?.focus())
  await person.types('Enter')
  await expect.poll(() => person.page.evaluate(() => document.activeElement?.matches('main, [role="main"]'))).toBe(true)
  expect(new URL(person.address()).hash).toBe('')
})

/** Opens a page with the shortcuts on their way, until what is returned is called. */
async function holdShortcuts(person: Person, path: string): Promise<() => void> {
  const file = /\/assets\/Overlays-[\w-]+\.js$/
  const letGo = await holdRoute(person.page, file)
  const asked = person.page.waitForRequest(file)
  await person.open(path)
  await person
    .button(path === '/' ? 'Allow once' : /^Put files back/)
    .first()
    .waitFor({ state: 'attached' })
  await person.types('Shift')
  await asked
  return letGo
}

async function opens(person: Person, key: string, role: 'dialog' | 'combobox'): Promise<void> {
  await expect
    .poll(async () => {
      await person.types(key)
      return person.page.getByRole(role).count()
    })
    .toBeGreaterThan(0)
}

function focused(person: Person): Promise<string | null | undefined> {
  return person.page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
}
