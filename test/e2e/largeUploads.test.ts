import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Request } from 'playwright-core'
import { expect, test } from 'vitest'
import { holdRoute } from '#test/support/browser/holdRoute.ts'
import type { Person } from '#test/support/browser/person.ts'
import { type FilesOptions, openFiles } from './filesTab.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

const inFiles = (name: string, options?: FilesOptions) => openFiles(world, name, options)

const line = ({ page }: Person, name: string) => page.getByRole('treeitem', { name })

/** Two parts, and less than a file may have. */
const LARGE = 9.5 * 1024 * 1024

/** A file on the person's own disk, no two blocks of it alike. */
function largeFile(name: string): string {
  const file = path.join(world.server.folder(`disk-${name}`), 'large.bin')
  writeFileSync(
    file,
    Buffer.alloc(LARGE, Buffer.from(Array.from({ length: 4099 }, (_, at) => (at * 7 + (at >> 3)) % 256))),
  )
  return file
}

const isLaterPart = (request: Request) =>
  request.method() === 'PUT' && Number(request.headers()['upload-offset'] ?? '0') > 0

/** Lets all parts of large uploads through but the second one, which is held until its page goes. */
async function holdSecondPart({ page }: Person): Promise<{ readonly held: Promise<unknown> }> {
  let isOver = false
  await page.route('**/api/workspace/upload/*', (route) => {
    if (!isOver && isLaterPart(route.request())) {
      isOver = true
      return undefined
    }
    return route.continue()
  })
  return { held: page.waitForRequest(isLaterPart) }
}

test('a large upload that stopped with its page says how much is there, and goes on when its file is chosen again', async () => {
  const { person, folder } = await inFiles('again', { tolerates: /ERR_|Failed to load/ })
  const file = largeFile('again')
  const isHeld = await holdSecondPart(person)
  await line(person, 'src').click()
  await person.page.getByLabel('Files to upload').setInputFiles(file)
  await person.page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await isHeld.held
  await person.reload()
  const left = person.page.getByRole('list', { name: 'Unfinished uploads' })
  await left.getByText(/^84 % of .* are there\./).waitFor()
  await person.expectAccessible()
  if (process.env['HOMEPORT_PHOTOS'] !== undefined) {
    await person.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/files-unfinished.png` })
    await person.page.setViewportSize({ width: 390, height: 844 })
    await person.page.emulateMedia({ colorScheme: 'dark' })
    await person.page.screenshot({ path: `${process.env['HOMEPORT_PHOTOS']}/files-unfinished-narrow-dark.png` })
    await person.page.setViewportSize({ width: 1440, height: 900 })
  }
  // Another file is not taken for it.
  const other = path.join(world.server.folder('disk-other'), 'large.bin')
  writeFileSync(other, Buffer.alloc(LARGE))
  const picker = person.page.getByLabel('Choose src/large.bin again')
  await picker.setInputFiles(other)
  await left.getByText('That is another file', { exact: false }).waitFor()
  const sent: number[] = []
  person.page.on('request', (request) => {
    if (request.method() === 'PUT') {
      sent.push(Number(request.headers()['upload-offset']))
    }
  })
  await picker.setInputFiles(file)
  await left.waitFor({ state: 'detached' })
  await expect.poll(() => existsSync(path.join(folder, 'src/large.bin'))).toBe(true)
  expect(readFileSync(path.join(folder, 'src/large.bin')).equals(readFileSync(file))).toBe(true)
  // What was there is not sent again.
  expect(sent).toEqual([8 * 1024 * 1024])
  await person.reload()
  await line(person, 'src').waitFor()
  expect(await left.count()).toBe(0)
})

test('a large upload that is stopped while it begins leaves nothing: not to be gone on with, and not at the workstation', async () => {
  const { person } = await inFiles('stopped')
  const file = largeFile('stopped')
  const begin = await holdRoute(person.page, '**/api/workspace/upload/start')
  const asked = person.page.waitForRequest('**/api/workspace/upload/start')
  await line(person, 'src').click()
  await person.page.getByLabel('Files to upload').setInputFiles(file)
  await person.page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await asked
  await person.button('Stop the upload of src/large.bin').click()
  const given = person.page.waitForRequest((request) => request.method() === 'DELETE' && /upload/.test(request.url()))
  begin()
  await given
  const kept = () => person.page.evaluate(() => Object.keys(localStorage).filter((name) => name.includes('upload.')))
  expect(await kept()).toEqual([])
})

test('an upload that another tab brings to its end is not begun once more by one that waited for its turn', async () => {
  const { person } = await inFiles('turn', { tolerates: /ERR_|Failed to load/ })
  const { page } = person
  const file = largeFile('turn')
  const isHeld = await holdSecondPart(person)
  await line(person, 'src').click()
  await page.getByLabel('Files to upload').setInputFiles(file)
  await page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await isHeld.held
  await person.reload()
  await page.getByRole('list', { name: 'Unfinished uploads' }).waitFor()
  const begun: string[] = []
  page.on('request', (request) => begun.push(...(request.url().endsWith('/upload/start') ? [request.url()] : [])))
  // As the other tab: at the upload, which is known by its name in the storage that all tabs share.
  const name = await page.evaluate(
    () => Object.keys(localStorage).find((one) => one.startsWith('homeport.upload.')) ?? '',
  )
  await page.evaluate(async (stored) => {
    const lock = stored.slice('homeport.'.length)
    await new Promise<void>((atIt) => {
      void navigator.locks.request(lock, () => {
        atIt()
        return new Promise((letGo) => Object.assign(globalThis, { letGo }))
      })
    })
  }, name)
  await page.getByLabel('Choose src/large.bin again').setInputFiles(file)
  const running = page.getByRole('list', { name: 'Uploads', exact: true })
  await running.waitFor()
  await page.evaluate((stored) => {
    localStorage.removeItem(stored)
    ;(globalThis as unknown as { letGo: () => void }).letGo()
  }, name)
  await running.waitFor({ state: 'detached' })
  expect(begun).toEqual([])
})

test('a large file that was dropped on a folder goes on by itself after a reload', async () => {
  const { person, folder } = await inFiles('dropped', { tolerates: /ERR_|Failed to load/ })
  const file = largeFile('dropped')
  const isHeld = await holdSecondPart(person)
  const at = await person.page.getByRole('tree', { name: 'Files' }).boundingBox()
  const devtools = await person.page.context().newCDPSession(person.page)
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await devtools.send('Input.dispatchDragEvent', {
      type,
      x: (at?.x ?? 0) + 60,
      y: (at?.y ?? 0) + 10,
      data: { items: [], files: [file], dragOperationsMask: 1 },
    })
  }
  await person.page.getByRole('dialog').getByRole('button', { name: 'Upload' }).click()
  await isHeld.held
  await person.reload()
  await expect.poll(() => existsSync(path.join(folder, 'src/large.bin')), { timeout: 40_000 }).toBe(true)
  expect(readFileSync(path.join(folder, 'src/large.bin')).equals(readFileSync(file))).toBe(true)
})
