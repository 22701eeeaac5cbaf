import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Person } from '#test/support/browser/person.ts'
import { type FilesOptions, openFiles } from './filesTab.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

const inFiles = (name: string, options?: FilesOptions) => openFiles(world, name, options)

const line = ({ page }: Person, name: string) => page.getByRole('treeitem', { name })
const editor = ({ page }: Person) => page.getByRole('textbox', { name: /^Text of/ })

test('the tree goes by keys, a file opens in the editor, and what is saved keeps its line ends', async () => {
  const { person, folder } = await inFiles('keys')
  await line(person, 'src').focus()
  await person.page.keyboard.press('ArrowRight')
  await line(person, 'boat.ts').waitFor()
  await person.expectAccessible()
  await person.page.keyboard.press('ArrowDown')
  await person.page.keyboard.press('ArrowDown')
  await person.page.keyboard.press('Enter')
  await editor(person).waitFor()
  expect(new URL(person.address()).pathname).toMatch(/\/files\/src\/boat\.ts$/)
  await editor(person).click()
  await person.page.keyboard.press('Control+End')
  await person.page.keyboard.type('// mended')
  await person.sees('Not saved')
  await person.page.keyboard.press('Control+s')
  await person.page.getByText('Not saved').waitFor({ state: 'detached' })
  expect(readFileSync(path.join(folder, 'src/boat.ts'), 'utf8')).toBe("export const boat = 'blue'\r\n// mended")
})

test('keys in the tree that come faster than the screen is drawn are all counted', async () => {
  const { person } = await inFiles('fast')
  await line(person, 'src').focus()
  await person.page.evaluate(() => {
    for (const key of ['ArrowDown', 'ArrowDown']) {
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
    }
  })
  await expect.poll(() => person.page.evaluate(() => document.activeElement?.getAttribute('data-row'))).toBe('2')
})

test('what is not saved is there after a reload; a file that changed meanwhile shows both sides, and none is lost', async () => {
  const { person, folder } = await inFiles('conflict', { tolerates: /status of 412/ })
  await line(person, 'README.md').click()
  await editor(person).click()
  await person.page.keyboard.type('Mine. ')
  await person.sees('Not saved')
  await expect
    .poll(() => person.page.evaluate(() => Object.keys(localStorage).some((key) => key.includes('unsaved_file'))))
    .toBe(true)
  await person.reload()
  await expect.poll(() => editor(person).textContent()).toContain('Mine.')
  writeFileSync(path.join(folder, 'README.md'), '# Theirs\n')
  await person.presses('Save')
  await person.sees('This file was changed meanwhile')
  await person.sees(/# Theirs/)
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('# Theirs\n')
  await person.presses('Take the file’s')
  await expect.poll(() => editor(person).textContent()).toContain('# Theirs')
  await person.presses('Undo')
  await expect.poll(() => editor(person).textContent()).toContain('Mine.')
  await person.presses('Save')
  // What it was made from is still not what lies there.
  await person.presses('Save mine')
  await person.page.getByText('Not saved').waitFor({ state: 'detached' })
  expect(readFileSync(path.join(folder, 'README.md'), 'utf8')).toContain('Mine.')
})

test('open files are open after a reload, each with what was not saved in it, and UTF-16 stays UTF-16', async () => {
  const { person, folder } = await inFiles('tabs')
  const wide = path.join(folder, 'wide.txt')
  writeFileSync(wide, Buffer.from('\uFEFFHäfen\r\n', 'utf16le'))
  await line(person, 'wide.txt').click()
  await editor(person).click()
  await person.page.keyboard.press('Control+End')
  await person.page.keyboard.type('Öl')
  await person.sees('Not saved')
  await person.presses('All files')
  await line(person, 'README.md').click()
  await editor(person).waitFor()
  await expect
    .poll(() => person.page.evaluate(() => Object.keys(localStorage).some((key) => key.includes('unsaved_file'))))
    .toBe(true)
  await person.reload()
  const tabs = person.page.getByRole('group', { name: 'Open files' })
  await expect
    .poll(() => tabs.getByTitle(/^(wide\.txt|README\.md)$/).allTextContents())
    .toEqual(['wide.txt', 'README.md'])
  await tabs.getByTitle('wide.txt', { exact: true }).click()
  await expect.poll(() => editor(person).textContent()).toContain('Öl')
  await person.presses('Save')
  await person.page.getByText('Not saved').waitFor({ state: 'detached' })
  expect(readFileSync(wide).equals(Buffer.from('\uFEFFHäfen\r\nÖl', 'utf16le'))).toBe(true)
})

test('a file is made, renamed, deleted and brought back; what is picked is uploaded to the chosen folder', async () => {
  const { person, folder } = await inFiles('hands')
  await line(person, 'src').click()
  await line(person, 'boat.ts').waitFor()
  await person.page
    .getByLabel('Files to upload')
    .setInputFiles([{ name: 'up.txt', mimeType: 'text/plain', buffer: Buffer.from('up') }])
  // Shown before it goes.
  await person.sees('Upload to src')
  await person.page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await line(person, 'up.txt').waitFor()
  expect(readFileSync(path.join(folder, 'src/up.txt'), 'utf8')).toBe('up')
  await line(person, 'up.txt').focus()
  await person.page.keyboard.press('F2')
  await person.page.getByRole('textbox', { name: 'Name' }).fill('renamed.txt')
  await person.page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await line(person, 'renamed.txt').waitFor()
  await line(person, 'renamed.txt').focus()
  await person.page.keyboard.press('Delete')
  await line(person, 'renamed.txt').waitFor({ state: 'detached' })
  expect(existsSync(path.join(folder, 'src/renamed.txt'))).toBe(false)
  await person.page.getByText('is in the trash').locator('..').getByRole('button', { name: 'Undo' }).click()
  await line(person, 'renamed.txt').waitFor()
})

test('a word finds files by their name and lines by what they hold, on a phone too', async () => {
  const { person } = await inFiles('search', { device: 'phone' })
  await person.page.getByRole('searchbox', { name: 'Find files and text in them' }).fill('boat')
  await person.sees('src/boat.ts:1')
  await person.sees('1 line.')
  await person.expectAccessible()
  await person.page.getByRole('region', { name: 'Lines' }).getByRole('button').click()
  await editor(person).waitFor()
  expect(new URL(person.address()).pathname).toMatch(/\/files\/src\/boat\.ts$/)
})
