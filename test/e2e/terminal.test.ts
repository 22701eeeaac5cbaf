import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { type Chromium, type Device, openChromium } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type TestServer, startServer } from '#test/support/server/server.ts'

let server: TestServer
let chromium: Chromium

beforeAll(async () => {
  server = await startServer()
  chromium = await openChromium()
})

afterAll(async () => {
  await server.close()
  await chromium.close()
})

async function atTerminals(sessionId: string, device: Device = 'wide'): Promise<Person> {
  const person = await chromium.person(device)
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
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
  const { id } = await server.program.createSession(server.folder('shells'))
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
  const { id } = await server.program.createSession(server.folder('way-out'))
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
  const { id } = await server.program.createSession(server.folder('pair'))
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
  const { id } = await server.program.createSession(server.folder('pinch'))
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

test('what an input method composes reaches the program once, when it is chosen, and nothing of what was left', async () => {
  const folder = server.folder('composed')
  const { id } = await server.program.createSession(folder)
  const person = await atTerminals(id)
  const { page } = person
  await page.getByRole('button', { name: 'Open terminal' }).click()
  await page.getByText(/^\d+ × \d+$/).waitFor()
  const field = page.locator('.xterm-helper-textarea')
  // What arrives is what the program reads, byte by byte.
  await field.pressSequentially('stty -echo; cat > typed; echo wri""tten')
  await field.press('Enter')
  await field.focus()
  const devtools = await page.context().newCDPSession(page)
  const compose = async (...texts: readonly string[]) => {
    for (const text of texts) {
      await devtools.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length })
      // A field tells of a composition in frames.
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)))
    }
  }
  const choose = (text: string) => devtools.send('Input.insertText', { text })
  await compose('n', 'に', 'にほ', 'にほん')
  await choose('日本')
  await field.press('Enter')
  // Given up: Esc, then another word.
  await compose('ㅎ', '하', '')
  await compose('한')
  await choose('한글')
  await field.press('Enter')
  // A phone composes plain words, and ends each with a space.
  await compose('h', 'he', 'hel')
  await choose('hello ')
  await compose('w', 'wo')
  await choose('world')
  await field.press('Enter')
  // Dead keys and a word that the keyboard brings whole.
  await choose('é')
  await choose('naïve')
  await field.press('Enter')
  await field.press('Control+d')
  await shows(person, 'written')
  expect(readFileSync(path.join(folder, 'typed'), 'utf8')).toBe('日本\n한글\nhello world\nénaïve\n')
})

test('keys of the page do nothing while an input method composes in the terminal', async () => {
  const folder = server.folder('composing')
  const { id } = await server.program.createSession(folder)
  const person = await atTerminals(id, 'phone')
  const { page } = person
  await page.getByRole('button', { name: 'Open terminal' }).click()
  await page.getByText(/^\d+ × \d+$/).waitFor()
  const field = page.locator('.xterm-helper-textarea')
  await field.focus()
  const before = await page.evaluate(() => ({ scale: visualViewport?.scale, x: scrollX, y: scrollY }))
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Input.imeSetComposition', { text: 'tou', selectionStart: 3, selectionEnd: 3 })
  // What a phone sends with each letter that it composes, and an Enter that chooses a word.
  for (const key of ['Unidentified', 'Enter']) {
    await devtools.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 })
    await devtools.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: 229 })
  }
  await devtools.send('Input.insertText', { text: 'touch composed' })
  await field.press('Enter')
  await expect.poll(() => existsSync(path.join(folder, 'composed'))).toBe(true)
  expect(await page.evaluate(() => ({ scale: visualViewport?.scale, x: scrollX, y: scrollY }))).toEqual(before)
})

test('a key that comes together with the composed word, on a page that is busy, comes after all of it', async () => {
  const folder = server.folder('busy')
  const { id } = await server.program.createSession(folder)
  const person = await atTerminals(id, 'phone')
  const { page } = person
  await page.getByRole('button', { name: 'Open terminal' }).click()
  await page.getByText(/^\d+ × \d+$/).waitFor()
  const field = page.locator('.xterm-helper-textarea')
  await field.focus()
  const devtools = await page.context().newCDPSession(page)
  const together = async (text: string, ...keys: readonly string[]) => {
    await devtools.send('Input.imeSetComposition', { text: text.slice(0, 3), selectionStart: 3, selectionEnd: 3 })
    // Both lie in the browser's queue before anything that the page waits for.
    await page.evaluate(() => {
      const over = new MessageChannel()
      over.port1.addEventListener('message', () => {
        const end = performance.now() + 400
        while (performance.now() < end) {
          // It is busy.
        }
      })
      over.port1.start()
      over.port2.postMessage(0)
    })
    await Promise.all([
      devtools.send('Input.insertText', { text }),
      ...keys.map((key) =>
        devtools.send('Input.dispatchKeyEvent', {
          type: 'keyDown',
          ...KEYS[key],
          key,
          ...(key === 'Enter' ? { text: '\r' } : { text: key }),
        }),
      ),
    ])
  }
  await together('touch whole', 'Enter')
  await together('touch more-', '2', 'B', 'Enter')
  await expect.poll(() => existsSync(path.join(folder, 'more-2B'))).toBe(true)
  expect(existsSync(path.join(folder, 'whole'))).toBe(true)
})

/** What a keyboard sends with a key. */
const KEYS: Readonly<Record<string, { readonly code: string; readonly windowsVirtualKeyCode: number }>> = {
  Enter: { code: 'Enter', windowsVirtualKeyCode: 13 },
  2: { code: 'Digit2', windowsVirtualKeyCode: 50 },
  B: { code: 'KeyB', windowsVirtualKeyCode: 66 },
}

test('R runs an action of the project in a terminal, and once more from there; how it ended stands in the palette', async () => {
  const { id } = await server.program.createSession(server.folder('by-key'))
  await server.program.call('POST', `/api/session/${id}/actions`, { name: 'greet', command: 'echo hel""lo; exit 3' })
  const person = await chromium.person('wide')
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
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
