import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
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

async function inFiles(
  name: string,
  { device = 'wide', tolerates = /^$/ }: { device?: Device; tolerates?: RegExp } = {},
) {
  const folder = server.folder(name)
  mkdirSync(path.join(folder, 'src/deep'), { recursive: true })
  writeFileSync(path.join(folder, 'src/boat.ts'), "export const boat = 'blue'\n")
  writeFileSync(path.join(folder, 'README.md'), '# The harbour\n')
  const session = await server.program.createSession(folder)
  const person = await chromium.person(device, { tolerates })
  onTestFinished(() => person.leave())
  await person.signIn(await server.signInLink())
  await person.open(`/session/${session.id}/files`)
  await person.page.getByRole('tree', { name: 'Files' }).waitFor()
  // From here on the folder is watched.
  await expect
    .poll(
      async () =>
        (await server.program.call<{ watching: { mode: string } }>('GET', `/api/session/${session.id}/changes`))
          .watching.mode,
    )
    .toBe('live')
  return { folder, session, person }
}

const line = ({ page }: Person, name: string) => page.getByRole('treeitem', { name })
const editor = ({ page }: Person) => page.getByRole('textbox', { name: /^Text of/ })

test('the tree follows what others make and delete, also in folders that were just made', async () => {
  const { folder, person } = await inFiles('follow')
  writeFileSync(path.join(folder, 'fresh.txt'), 'fresh')
  mkdirSync(path.join(folder, 'made'))
  writeFileSync(path.join(folder, 'made/inside.txt'), 'inside')
  await line(person, 'fresh.txt').waitFor()
  await line(person, 'made').click()
  await line(person, 'inside.txt').waitFor()
  rmSync(path.join(folder, 'fresh.txt'))
  await expect.poll(() => line(person, 'fresh.txt').count()).toBe(0)
})

test('an open text follows what others write, unless something is not saved: then that is told, and both are shown', async () => {
  const { folder, person } = await inFiles('open', { tolerates: /status of 404/ })
  await line(person, 'README.md').click()
  await editor(person).waitFor()
  writeFileSync(path.join(folder, 'README.md'), '# By Claude\n')
  await expect.poll(() => editor(person).textContent()).toContain('By Claude')
  expect(await person.page.getByText('Not saved').count()).toBe(0)
  await editor(person).click()
  await person.page.keyboard.type('Mine. ')
  await person.sees('Not saved')
  writeFileSync(path.join(folder, 'README.md'), '# By Claude again\n')
  await person.sees('Changed by others meanwhile')
  expect(await editor(person).textContent()).toContain('Mine.')
  await person.presses('Compare…')
  await person.sees(/By Claude again/)
  await person.presses('Keep writing')
  await person.presses('Discard')
  await expect.poll(() => editor(person).textContent()).toContain('By Claude again')
  rmSync(path.join(folder, 'README.md'))
  await person.sees('Deleted meanwhile')
})

test('a file moves by menu and by dragging, and the toast takes it back', async () => {
  const { folder, person } = await inFiles('moving')
  await line(person, 'README.md').focus()
  await person.presses('More for README.md')
  await person.page.getByRole('menuitem', { name: 'Move…' }).click()
  await person.page.getByRole('dialog').getByRole('button', { name: 'src', exact: true }).click()
  await person.expectAccessible()
  await person.page.getByRole('dialog').getByRole('button', { name: 'Move' }).click()
  await expect.poll(() => existsSync(path.join(folder, 'src/README.md'))).toBe(true)
  await person.page.getByText('is in src now').locator('..').getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => existsSync(path.join(folder, 'README.md'))).toBe(true)
  await line(person, 'README.md').dragTo(line(person, 'src'))
  await expect.poll(() => existsSync(path.join(folder, 'src/README.md'))).toBe(true)
})

test('what is pasted is shown before it goes, with what it replaces and what is too large, and can be left out', async () => {
  const { folder, person } = await inFiles('pasted')
  await line(person, 'README.md').focus()
  await person.page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['pasted'], 'README.md', { type: 'text/plain' }))
    data.items.add(new File(['left'], 'left.txt', { type: 'text/plain' }))
    data.items.add(new File([new Uint8Array(11 * 1024 * 1024)], 'large.bin'))
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    )
  })
  await person.sees('Upload to the project')
  await person.sees(/replaces the file of this name/)
  await person.sees(/a file may have/)
  await person.page.getByRole('checkbox', { name: /left.txt/ }).uncheck()
  await person.expectAccessible()
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await person.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/files-upload.png` })
  }
  await person.page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await expect.poll(() => readFileSync(path.join(folder, 'README.md'), 'utf8')).toBe('pasted')
  expect(existsSync(path.join(folder, 'left.txt'))).toBe(false)
})

test('a large upload goes on where it stopped when the connection was lost', async () => {
  const { folder, person } = await inFiles('large', { tolerates: /net::ERR_FAILED/ })
  const content = Buffer.alloc(9 * 1024 * 1024, 'homeport ')
  const file = { name: 'large.bin', mimeType: 'application/octet-stream', buffer: content }
  const parts: string[] = []
  let lost = 0
  await person.page.route('**/api/workspace/upload/*', async (route) => {
    const offset = route.request().headers()['upload-offset']
    if (offset !== undefined) {
      parts.push(offset)
    }
    if (offset !== undefined && offset !== '0' && lost < 1) {
      lost += 1
      await route.abort()
    } else {
      await route.continue()
    }
  })
  await person.page.getByLabel('Files to upload').setInputFiles(file)
  await person.page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await expect.poll(() => existsSync(path.join(folder, 'large.bin')), { timeout: 20_000 }).toBe(true)
  expect(readFileSync(path.join(folder, 'large.bin')).equals(content)).toBe(true)
  expect(parts).toEqual(['0', '8388608', '8388608'])
})
