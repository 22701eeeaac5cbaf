import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

/** A terminal in a folder of its own, and the field that is typed into. */
async function openTerminal(name: string, device: Device = 'wide') {
  const folder = world.server.folder(name)
  const { id } = await world.server.program.createSession(folder)
  const person = await world.enters(device)
  await person.open(`/session/${id}/terminal`)
  const { page } = person
  await page.getByRole('button', { name: 'Open terminal' }).click()
  await page.getByText(/^\d+ × \d+$/).waitFor()
  return { folder, page, field: page.locator('.xterm-helper-textarea') }
}

test('what an input method composes reaches the program once, when it is chosen, and nothing of what was left', async () => {
  const { folder, page, field } = await openTerminal('composed')
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
  await page.locator('.xterm-rows').filter({ hasText: 'written' }).waitFor()
  expect(readFileSync(path.join(folder, 'typed'), 'utf8')).toBe('日本\n한글\nhello world\nénaïve\n')
})

test('keys of the page do nothing while an input method composes in the terminal', async () => {
  const { folder, page, field } = await openTerminal('composing', 'phone')
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
  const { folder, page, field } = await openTerminal('busy', 'phone')
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
