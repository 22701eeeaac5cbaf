import { expect, test } from 'vitest'
import { HomeportError } from '#shared/errors.ts'
import { harbour } from './harbour.ts'
import { heard } from './heard.ts'

const visit = harbour()

const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

test('an image goes with the message, with a thumbnail before and in the conversation after', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.page
    .getByLabel('Attach images or texts')
    .setInputFiles({ name: 'trace.png', mimeType: 'image/png', buffer: PIXEL })
  const list = person.page.getByRole('list', { name: 'Attached files' })
  await list.getByText('70 B').waitFor()
  expect(await list.locator('img').count()).toBe(1)
  await person.expectAccessible()
  await person.composer().fill('What is this?')
  await person.presses(/^(?:Send|Queue)$/)
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'What is this?', attachments: [expect.stringMatching(/^[0-9a-f]{64}$/)] })
  await list.locator('img[alt="trace.png"]').waitFor()
  const [attachment] = gateway.answers.attachments.values()
  expect(attachment).toMatchObject({ name: 'trace.png', size: PIXEL.length })
})

test('a file is taken back again, and one that is refused says why', async () => {
  const { gateway, person } = await visit('/session/$working', 'wide', { tolerates: /status of 415/ })
  const choose = (name: string) =>
    person.page
      .getByLabel('Attach images or texts')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(name) })
  await choose('notes.txt')
  await person.sees('notes.txt')
  await person.presses('Remove notes.txt')
  await person.page.getByText('notes.txt').waitFor({ state: 'detached' })
  gateway.answers.overrides.set('attachment.add', () => {
    throw new HomeportError('FILE_002', 'Only images and texts can be attached.')
  })
  await choose('program.exe')
  await person.sees('Only images and texts can be attached.')
  expect(await person.button(/^(?:Send|Queue)$/).isDisabled()).toBe(true)
})

test.each(['/session/$working', '/new'])('the same file twice is attached once, by whatever name: %s', async (path) => {
  const { person } = await visit(path)
  const choose = (name: string, text = 'the same text') =>
    person.page
      .getByLabel('Attach images or texts')
      .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  const list = person.page.getByRole('list', { name: 'Attached files' })
  await choose('notes.txt')
  await list.getByText('13 B').waitFor()
  await choose('copy of notes.txt')
  await person.sees('copy of notes.txt is attached already.')
  await expect.poll(() => list.getByRole('listitem').count()).toBe(1)
  await choose('notes.txt', 'another text')
  await list.getByText('12 B').waitFor()
  expect(await list.getByRole('listitem').count()).toBe(2)
})

test('a very long paste becomes a file, a short one stays text', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.composer().waitFor()
  const paste = (text: string) =>
    person.page.evaluate((pasted) => {
      const data = new DataTransfer()
      data.setData('text/plain', pasted)
      const field = document.querySelector('textarea')
      return field?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }))
    }, text)
  expect(await paste('short')).toBe(true)
  expect(await paste('long '.repeat(4000))).toBe(false)
  await person.sees('Pasted text.txt')
  await expect.poll(() => gateway.answers.attachments.size).toBe(1)
})

test('a file that is dropped on the composer is attached', async () => {
  const { gateway, person } = await visit('/session/$working')
  await person.composer().waitFor()
  await person.page.evaluate(() => {
    const data = new DataTransfer()
    data.items.add(new File(['dropped'], 'dropped.txt', { type: 'text/plain' }))
    document
      .querySelector('textarea')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))
  })
  await person.sees('dropped.txt')
  await expect.poll(() => gateway.answers.attachments.size).toBe(1)
})

test('a phone attaches what its own choice of files gives', async () => {
  const { person } = await visit('/session/$working', 'phone')
  await person.presses('Add to the message')
  const chosen = person.page.waitForEvent('filechooser')
  await person.page.getByRole('menuitem', { name: /^Attach images or texts/ }).tap()
  await (await chosen).setFiles({ name: 'trace.png', mimeType: 'image/png', buffer: PIXEL })
  await person.page.getByRole('list', { name: 'Attached files' }).getByText('70 B').waitFor()
  expect(await person.overflow()).toBeLessThanOrEqual(0)
})

test('a phone attaches a photo that its camera takes', async () => {
  const { person } = await visit('/session/$working', 'phone')
  await person.presses('Add to the message')
  const chosen = person.page.waitForEvent('filechooser')
  await person.page.getByRole('menuitem', { name: 'Take a photo' }).tap()
  const chooser = await chosen
  expect(await chooser.element().getAttribute('capture')).toBe('environment')
  await chooser.setFiles({ name: 'photo.png', mimeType: 'image/png', buffer: PIXEL })
  await person.page.getByRole('list', { name: 'Attached files' }).getByText('70 B').waitFor()
})

/** Starts a session with a file and these words. */
async function startWith(person: Awaited<ReturnType<typeof visit>>['person'], words: string): Promise<void> {
  await person.page.getByRole('combobox', { name: 'Folder' }).waitFor()
  await person.page
    .getByLabel('Attach images or texts')
    .setInputFiles({ name: 'trace.png', mimeType: 'image/png', buffer: PIXEL })
  await person.page.getByRole('list', { name: 'Attached files' }).locator('img').waitFor()
  const prompt = person.page.getByRole('textbox', { name: 'What should Claude do?' })
  await prompt.fill(words)
  await person.expectAccessible()
  await person.presses('Start')
  await person.page.waitForURL(/\/session\//)
}

test('a new session gets its first message with what is attached to it', async () => {
  const { gateway, person } = await visit('/new')
  await startWith(person, 'What is this?')
  await expect
    .poll(() => gateway.answers.calls.find(({ name }) => name === 'message.send')?.params)
    .toMatchObject({ content: 'What is this?', attachments: [expect.stringMatching(/^[0-9a-f]{64}$/)] })
  expect(await person.composer().inputValue()).toBe('')
})

test('a file that the new session refuses keeps the message back, with the file, until a person decides', async () => {
  const { gateway, person } = await visit('/new', 'wide', { tolerates: /status of 415/ })
  gateway.answers.overrides.set('attachment.add', () => {
    throw new HomeportError('FILE_002', 'Only images and texts can be attached.')
  })
  await startWith(person, 'What is this?')
  await expect.poll(() => person.composer().inputValue()).toBe('What is this?')
  await person.sees('Only images and texts can be attached.')
  await heard(person.page)
  expect(gateway.answers.calls.filter(({ name }) => name === 'message.send')).toEqual([])
})
