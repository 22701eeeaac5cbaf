import { expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

async function atTerminals(sessionId: string, device: Device = 'wide'): Promise<Person> {
  const person = await world.enters(device)
  await person.open(`/session/${sessionId}/terminal`)
  return person
}

/** What stands on the screen of the terminal, line by line. */
async function screenOf(person: Person): Promise<string[]> {
  const lines = await person.page.locator('.xterm-rows > div').allTextContents()
  return lines.map((line) => line.trimEnd())
}

async function shows(person: Person, text: string): Promise<void> {
  await person.page.locator('.xterm-rows').filter({ hasText: text }).waitFor()
}

test('a person opens a shell in the page, types, searches, and another browser shows the same screen', async () => {
  const { id } = await world.server.program.createSession(world.server.folder('shells'))
  const person = await atTerminals(id)
  await person.page.getByRole('button', { name: 'Open terminal' }).click()
  const keys = person.page.locator('.xterm-helper-textarea')
  await keys.waitFor()
  await person.page.getByText(/^\d+ × \d+$/).waitFor()
  await keys.pressSequentially(String.raw`PS1='$ '; clear; printf '\e[32mgreen\e[0m \344\275\240\345\245\275 wide\n'`, {
    delay: 1,
  })
  await keys.press('Enter')
  await shows(person, 'green')
  // Keys of the page are the program's here.
  await keys.pressSequentially('echo kept')
  await keys.press('Control+k')
  await keys.press('Escape')
  await keys.press('Enter')
  await shows(person, 'kept')
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await person.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/terminal-wide.png` })
  }

  const phone = await atTerminals(id, 'phone')
  await phone.page.getByText(/sized by/).waitFor()
  await shows(phone, 'kept')
  expect(await screenOf(phone)).toEqual(await screenOf(person))
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await phone.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/terminal-phone.png` })
  }
  await phone.page.getByRole('button', { name: 'Take over' }).click()
  await person.page.getByText(/sized by/).waitFor()
  await phone.page.getByRole('button', { name: 'Ctrl' }).click()
  await phone.page.locator('.xterm-helper-textarea').press('d')
  await phone.page.getByText('Ended with code 0').waitFor()
  await person.page.getByText('Ended with code 0').waitFor()
})

test('the keyboard leads out of the terminal', async () => {
  const { id } = await world.server.program.createSession(world.server.folder('way-out'))
  const person = await atTerminals(id)
  await person.page.getByRole('button', { name: 'Open terminal' }).click()
  await person.page.getByText(/^\d+ × \d+$/).waitFor()
  await person.page.locator('.xterm-helper-textarea').press('Shift+Escape')
  const focused = person.page.locator(':focus')
  await person.page.getByRole('tab', { name: 'Terminal', selected: true }).and(focused).waitFor()
  expect(await focused.textContent()).toContain('Terminal')
})

async function photo(person: Person, name: string): Promise<void> {
  const folder = process.env['HOMEPORT_PHOTOS']
  if (folder !== undefined) {
    await person.page.screenshot({ path: `${folder}/${name}.png` })
  }
}

test('two terminals stand side by side over the whole width, and the choice of text size holds in both', async () => {
  const { id } = await world.server.program.createSession(world.server.folder('pair'))
  const person = await atTerminals(id)
  const { page } = person
  await page.getByRole('button', { name: 'Open terminal' }).click()
  await page.getByText(/^\d+ × \d+$/).waitFor()
  expect(await page.getByRole('button', { name: 'Show two side by side' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Full width' }).click()
  await page.getByRole('button', { name: 'Show two side by side' }).click()
  await page.getByText('Both keep running when you close this tab.').waitFor()
  await expect.poll(() => page.getByText(/^\d+ × \d+$/).count()).toBe(2)
  const columns = page.locator('.xterm')
  await columns.nth(1).locator('textarea').pressSequentially('echo se""cond')
  await columns.nth(1).locator('textarea').press('Enter')
  await columns.nth(1).locator('.xterm-rows').filter({ hasText: 'second' }).waitFor()
  expect(await columns.nth(0).locator('.xterm-rows').textContent()).not.toContain('second')
  await photo(person, 'terminal-pair-light')
  await page.emulateMedia({ colorScheme: 'dark' })
  await photo(person, 'terminal-pair-dark')

  await page.getByRole('button', { name: 'Text and reading' }).first().click()
  await photo(person, 'terminal-menu-dark')
  await page.getByRole('menuitem', { name: /Larger text/ }).click()
  await page.getByRole('menuitemradio', { name: /Screen reader mode/ }).click()
  await page.keyboard.press('Escape')
  await expect.poll(() => page.locator('.xterm-accessibility').count()).toBe(2)
  await page.getByRole('button', { name: 'Beside the conversation' }).click()
  await expect.poll(() => columns.count()).toBe(1)
  expect(await page.evaluate(() => JSON.stringify(Object.entries(localStorage)))).toContain('"14"')
})

test('on a phone two fingers set the size of the text, and the keyboard corrects nothing', async () => {
  const { id } = await world.server.program.createSession(world.server.folder('pinch'))
  const person = await atTerminals(id, 'phone')
  const { page } = person
  await page.getByRole('button', { name: 'Open terminal' }).click()
  const size = page.getByText(/^\d+ × \d+$/)
  await size.waitFor()
  const before = Number((await size.textContent())?.split(' ')[0])
  const box = await page.locator('.xterm').boundingBox()
  const middle = { x: (box?.x ?? 0) + 150, y: (box?.y ?? 0) + 150 }
  const devtools = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    devtools.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd' ? [] : [-apart, apart].map((x, touched) => ({ x: middle.x + x, y: middle.y, id: touched })),
    })
  await touch('touchStart', 40)
  await touch('touchMove', 60)
  await touch('touchMove', 80)
  await touch('touchEnd', 0)
  await expect.poll(async () => Number((await size.textContent())?.split(' ')[0])).toBeLessThan(before * 0.7)
  expect(await page.evaluate(() => visualViewport?.scale)).toBe(1)
  const field = page.locator('.xterm-helper-textarea')
  for (const [name, value] of [
    ['autocorrect', 'off'],
    ['autocapitalize', 'none'],
    ['spellcheck', 'false'],
    ['autocomplete', 'off'],
  ] as const) {
    expect(await field.getAttribute(name)).toBe(value)
  }
  expect(await field.evaluate((element) => getComputedStyle(element).fontSize)).toBe('16px')

  await field.pressSequentially('echo to se""lect')
  await field.press('Enter')
  await shows(person, 'to select')
  await photo(person, 'terminal-phone-pinched')
  await page.getByRole('button', { name: 'Text and reading' }).click()
  await page.getByRole('menuitem', { name: 'Select text' }).click()
  await page.getByRole('dialog').getByText('to select').waitFor()
  await photo(person, 'terminal-phone-select')
})

test('R runs an action of the project in a terminal, and once more from there; how it ended stands in the palette', async () => {
  const { id } = await world.server.program.createSession(world.server.folder('by-key'))
  await world.server.program.call('POST', `/api/session/${id}/actions`, {
    name: 'greet',
    command: 'echo hel""lo; exit 3',
  })
  const person = await world.enters('wide')
  await person.open(`/session/${id}`)
  await person.composer().waitFor()
  const { page } = person
  await page.evaluate(() => document.activeElement instanceof HTMLElement && document.activeElement.blur())
  await page.keyboard.press('r')
  await page.getByRole('option', { name: /Run greet/ }).waitFor()
  await page.keyboard.press('Enter')
  await shows(person, 'hello')
  await page.getByText('Ended with code 3').waitFor()
  const first = new URL(person.address()).pathname
  expect(first.startsWith(`/session/${id}/terminal/`)).toBe(true)
  await page.getByRole('tab', { name: 'Terminal' }).focus()
  await page.keyboard.press('r')
  await page.waitForURL((url) => url.pathname.startsWith(`/session/${id}/terminal/`) && url.pathname !== first)
  await page.getByText('Ended with code 3').waitFor()
  await shows(person, 'hello')
  await page.getByRole('tab', { name: 'Terminal' }).focus()
  await page.keyboard.press('Control+k')
  await page.keyboard.type('> greet')
  await page.getByRole('option', { name: /Run greet.*Exit code 3/ }).waitFor()
})
