import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import type { Device } from '#test/support/browser/browser.ts'
import type { Person } from '#test/support/browser/person.ts'
import { sharedWorld } from './world.ts'

const world = sharedWorld()

/** A session in whose folder lies `src/long.ts`, of 300 lines. */
async function inSession(name: string, device: Device = 'wide') {
  const folder = world.server.folder(name)
  mkdirSync(path.join(folder, 'src'), { recursive: true })
  const lines = Array.from({ length: 300 }, (_, index) => `export const line${index + 1} = ${index + 1}`)
  writeFileSync(path.join(folder, 'src/long.ts'), lines.join('\n'))
  const session = await world.server.program.createSession(folder)
  const person = await world.enters(device)
  await person.open(`/session/${session.id}`)
  await person.composer().waitFor()
  return { folder, person }
}

/** The text of the line with the caret in the open editor. */
const caretLine = ({ page }: Person) => page.locator('.cm-activeLine').innerText()

test('a path with its line in an answer opens the file beside it, there, and again at another line', async () => {
  const { person } = await inSession('answer')
  await person.says('Look at `src/long.ts:250` and at src/long.ts:10, not at `src/../long.ts:1`.')
  const links = person.page.getByRole('log').getByRole('link')
  await expect.poll(() => links.allInnerTexts()).toEqual(expect.arrayContaining(['src/long.ts:250', 'src/long.ts:10']))
  expect((await links.allInnerTexts()).join(' ')).not.toContain('..')
  await person.expectAccessible()
  await links.filter({ hasText: 'src/long.ts:250' }).last().click()
  await expect.poll(() => caretLine(person)).toBe('export const line250 = 250')
  expect(person.address()).toMatch(/\/files\/src\/long\.ts\?line=250$/)
  await links.filter({ hasText: 'src/long.ts:10' }).last().click()
  await expect.poll(() => caretLine(person)).toBe('export const line10 = 10')
  await person.page.reload()
  await expect.poll(() => caretLine(person)).toBe('export const line10 = 10')
})

test('an at sign in the palette finds files of the session and opens them', async () => {
  const { person } = await inSession('palette')
  await person.page.keyboard.press('Control+k')
  await person.page.getByRole('combobox', { name: /^Search/ }).fill('@long')
  const found = person.page.getByRole('group', { name: 'Files' }).getByRole('option')
  await expect.poll(() => found.allInnerTexts()).toEqual([expect.stringMatching(/long\.ts\s+src/)])
  await person.expectAccessible()
  await person.page.keyboard.press('Enter')
  await person.page.getByRole('textbox', { name: 'Text of src/long.ts' }).waitFor()
})

test('the file that a tool read is a link to where it read', async () => {
  const { person, folder } = await inSession('tool', 'phone')
  await person.says(
    `@tool Read ${JSON.stringify({ file_path: path.join(folder, 'src/long.ts'), offset: 40, limit: 3 })}`,
  )
  await person.page.getByRole('log').getByRole('button', { name: /^Read/ }).tap()
  await person.page.getByRole('link', { name: 'src/long.ts', exact: true }).tap()
  await expect.poll(() => caretLine(person)).toBe('export const line40 = 40')
  await person.page.goBack()
  await person.page.getByRole('link', { name: 'src/long.ts', exact: true }).waitFor()
})
