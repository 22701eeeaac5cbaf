import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

async function inFiles(
  name: string,
  { device = 'wide', tolerates = /^$/ }: { device?: Device; tolerates?: RegExp } = {},
) {
  const folder = world.server.folder(name)
  mkdirSync(path.join(folder, 'src/deep'), { recursive: true })
  writeFileSync(path.join(folder, 'src/boat.ts'), "export const boat = 'blue'\n")
  writeFileSync(path.join(folder, 'README.md'), '# The harbour\n')
  const session = await world.server.program.createSession(folder)
  const person = await world.enters(device, { tolerates })
  await person.open(`/session/${session.id}/files`)
  await person.page.getByRole('tree', { name: 'Files' }).waitFor()
  // From here on the folder is watched.
  await expect
    .poll(
      async () =>
        (await world.server.program.call<{ watching: { mode: string } }>('GET', `/api/session/${session.id}/changes`))
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

test('what lies in the way of a move is replaced only when that is said, and comes back', async () => {
  const { folder, person } = await inFiles('replacing', { tolerates: /status of 409/ })
  writeFileSync(path.join(folder, 'src/README.md'), 'in the way')
  await line(person, 'README.md').dragTo(line(person, 'src'))
  await person.sees(/There is a README.md already/)
  expect(readFileSync(path.join(folder, 'src/README.md'), 'utf8')).toBe('in the way')
  await person.presses('Replace')
  await expect.poll(() => existsSync(path.join(folder, 'README.md'))).toBe(false)
  expect(readFileSync(path.join(folder, 'src/README.md'), 'utf8')).toBe('# The harbour\n')
  await person.page
    .getByText('is in the trash for seven days')
    .locator('..')
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect.poll(() => existsSync(path.join(folder, 'README.md'))).toBe(true)
  await expect.poll(() => readFileSync(path.join(folder, 'src/README.md'), 'utf8')).toBe('in the way')
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

test('a PDF is shown page by page, its words are read out, and a damaged one says so', async () => {
  const { folder, person } = await inFiles('pdf')
  writeFileSync(path.join(folder, 'chart.pdf'), pdfOf('Chart of the harbour'))
  writeFileSync(path.join(folder, 'broken.pdf'), '%PDF-1.7 and nothing else')
  await line(person, 'chart.pdf').click()
  const pages = person.page.getByRole('region', { name: 'Pages of chart.pdf' })
  await pages.getByRole('listitem').filter({ hasText: 'Chart of the harbour' }).waitFor()
  expect(await pages.locator('canvas').evaluate((canvas: HTMLCanvasElement) => canvas.width)).toBeGreaterThan(100)
  await person.expectAccessible()
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await person.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/files-pdf.png` })
  }
  await person.presses('All files')
  await line(person, 'broken.pdf').click()
  await person.sees(/This PDF cannot be read here/)
})

/** One page with these words. */
function pdfOf(words: string): string {
  const content = `BT /F1 24 Tf 60 700 Td (${words}) Tj ET`
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R >>',
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ]
  const offsets: number[] = []
  let text = '%PDF-1.4\n'
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length)
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  return `${text}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`
}
